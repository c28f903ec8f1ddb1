package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.payload.OwnForm;
import dev.understudy.refusal.WholeCharacters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is online in a session, on at least one device.
 *
 * @param clientId who
 * @param devices how many of the user's connections are there, from 1
 * @param role what the data of one of the devices says under {@code "role"}; said by the user, vouched
 *     for by nobody
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record User(String clientId, int devices, Optional<String> role) {
  /**
   * The longest clientId that tasks are told as it is, in bytes of UTF-8; a longer one is told by its beginning and a
   * digest.
   */
  public static final int LONGEST_NAME = ToldPeople.LONGEST_NAME;

  /** Roles are told to tasks, which keep them in their histories. */
  private static final int MAX_ROLE_LENGTH = 64;

  /** Larger data is not looked into. */
  private static final int MAX_DATA_LENGTH = 8192;

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Data(@Nullable String role) {}

  /**
   * The role that a user's presence data names, if it does; none is told that has half of a character, which no signal
   * to a task could have.
   *
   * @param data as it came from a channel, by anyone: a string, JSON or nothing
   */
  public static Optional<String> roleIn(@Nullable String data) {
    return data == null || data.length() > MAX_DATA_LENGTH
        ? Optional.empty()
        : Wire.read(data, Data.class)
            .flatMap(said -> Optional.ofNullable(said.role()))
            .filter(role -> !role.isBlank() && role.length() <= MAX_ROLE_LENGTH)
            .filter(role -> role.equals(WholeCharacters.shown(role)));
  }

  public User {
    if (devices < 1) {
      throw new IllegalArgumentException(
          "a user is online on at least 1 device but was on " + devices);
    }
  }
}
