package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.understudy.payload.OwnForm;
import java.util.List;
import java.util.Optional;

/**
 * The users that are online in a session, in the order in which they came; agents are not among them.
 * Immutable.
 */
@OwnForm
public record People(@JsonValue List<User> users) {
  /** Nobody. */
  public static final People NOBODY = new People(List.of());

  @JsonCreator
  public People {
    users = List.copyOf(users);
  }

  public boolean isEmpty() {
    return users.isEmpty();
  }

  /** Whether that user is online, on whichever device. */
  public boolean has(String clientId) {
    return user(clientId).isPresent();
  }

  /** That user, if online. */
  public Optional<User> user(String clientId) {
    return users.stream().filter(user -> user.clientId().equals(clientId)).findFirst();
  }
}
