package dev.understudy.session;

import dev.understudy.presence.People;
import dev.understudy.presence.User;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** For whom a task works: whose absence counts. Agents never do. Immutable. */
public final class Audience {
  private static final Audience ANYONE = new Audience("anyone", Set.of(), user -> true);

  private final String text;

  /** Empty if it is open to others than those it names. */
  private final Set<String> named;

  private final Predicate<User> members;

  private Audience(String text, Set<String> named, Predicate<User> members) {
    this.text = text;
    this.named = named;
    this.members = members;
  }

  /** Every user. */
  public static Audience anyone() {
    return ANYONE;
  }

  /**
   * These users; one of them is enough.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if there is none, or one is blank
   */
  public static Audience users(String... clientIds) {
    Refusal.unlessNull(clientIds, "the clientIds of an audience");
    Refusal.unless(clientIds.length > 0, "an audience of users needs at least one clientId");
    Set<String> named = new LinkedHashSet<>();
    for (String clientId : clientIds) {
      Refusal.unless(
          !Refusal.unlessNull(clientId, "a clientId of an audience").isBlank(),
          "a clientId of an audience must not be blank but was \"%s\"".formatted(clientId));
      named.add(clientId);
    }
    return new Audience(String.join(", ", named), named, user -> named.contains(user.clientId()));
  }

  /**
   * Users whose presence data says {@code "role": role}. They say so themselves: it decides for whom
   * the work goes on, and must not decide who may do what.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is blank, or {@code agent}
   */
  public static Audience withRole(String role) {
    Refusal.unless(
        !Refusal.unlessNull(role, "an audience's role").isBlank(),
        "an audience's role must not be blank but was \"%s\"".formatted(role));
    Refusal.unless(
        !role.equals("agent"), "an audience's role must not be \"agent\": no agent is a user");
    return new Audience(
        "role " + role, Set.of(), user -> user.role().filter(role::equals).isPresent());
  }

  /** Whether that user belongs to it; a role counts only while its user is online with it. */
  boolean admits(String clientId, People people) {
    return members.test(people.user(clientId).orElse(new User(clientId, 1, Optional.empty())));
  }

  /** Whether nobody can belong to it but these. */
  boolean isWithin(List<String> clientIds) {
    return !named.isEmpty() && clientIds.containsAll(named);
  }

  /** Those of {@code people} who belong to it. */
  People of(People people) {
    return new People(people.users().stream().filter(members).toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Audience that && text.equals(that.text) && named.equals(that.named);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
