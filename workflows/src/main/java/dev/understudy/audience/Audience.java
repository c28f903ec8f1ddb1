package dev.understudy.audience;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.understudy.presence.People;
import dev.understudy.presence.User;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For whom a task works: whose absence counts. Agents never do. Immutable. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public final class Audience {
  private static final Audience ANYONE = new Audience(List.of(), null);

  /** Empty if it is open to others than those it names. */
  private final Set<String> named;

  /** Null if it does not matter. */
  private final @Nullable String role;

  @JsonCreator
  private Audience(
      @JsonProperty("users") @Nullable List<String> named,
      @JsonProperty("role") @Nullable String role) {
    this.named = named == null ? Set.of() : new LinkedHashSet<>(named);
    this.role = role;
  }

  @JsonProperty("users")
  private Set<String> named() {
    return named;
  }

  @JsonProperty("role")
  private @Nullable String role() {
    return role;
  }

  /** Every user. */
  public static Audience anyone() {
    return ANYONE;
  }

  /**
   * These users; one of them is enough.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if there is none, or one is blank or has more than 512
   *     bytes: tasks are not told such names
   */
  public static Audience users(String... clientIds) {
    Refusal.unlessNull(clientIds, "the clientIds of an audience");
    Refusal.unless(
        clientIds.length > 0,
        RefusalCode.AUDIENCE_EMPTY,
        "an audience of users needs at least one clientId");
    for (String clientId : clientIds) {
      Refusal.unlessBlank(clientId, "a clientId of an audience");
      Refusal.unless(
          clientId.getBytes(StandardCharsets.UTF_8).length <= User.LONGEST_NAME,
          RefusalCode.ARGUMENT_TOO_LARGE,
          "a clientId of an audience has at most %d bytes but this one has more: %.40s…"
              .formatted(User.LONGEST_NAME, clientId));
    }
    return new Audience(List.of(clientIds), null);
  }

  /**
   * Users whose presence data says {@code "role": role}. They say so themselves: it decides for whom
   * the work goes on, and must not decide who may do what.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is blank, or {@code agent}
   */
  public static Audience withRole(String role) {
    Refusal.unlessBlank(role, "an audience's role");
    Refusal.unless(
        !role.equals("agent"),
        RefusalCode.AUDIENCE_OF_AGENTS,
        "an audience's role must not be \"agent\": no agent is a user");
    return new Audience(List.of(), role);
  }

  /** Whether that user belongs to it; a role counts only while its user is online with it. */
  public boolean admits(String clientId, People people) {
    return has(people.user(clientId).orElse(new User(clientId, 1, Optional.empty())));
  }

  private boolean has(User user) {
    boolean isNamed = named.isEmpty() || named.contains(user.clientId());
    return isNamed && (role == null || user.role().filter(role::equals).isPresent());
  }

  /** Whether nobody can belong to it but these. */
  public boolean isWithin(List<String> clientIds) {
    return !named.isEmpty() && clientIds.containsAll(named);
  }

  /** Those of {@code people} who belong to it. */
  public People of(People people) {
    return new People(people.users().stream().filter(this::has).toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Audience that
        && named.equals(that.named)
        && Objects.equals(role, that.role);
  }

  @Override
  public int hashCode() {
    return Objects.hash(named, role);
  }

  @Override
  public String toString() {
    if (role != null) {
      return "role " + role;
    }
    return named.isEmpty() ? "anyone" : String.join(", ", named);
  }
}
