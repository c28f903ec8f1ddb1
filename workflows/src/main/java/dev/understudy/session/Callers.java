package dev.understudy.session;

import dev.understudy.presence.AgentName;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.User;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may order a task. Temporal does not know users, and operators and programs order tasks too, so any
 * name will do, but for two: an agent's, since a task does not order itself, and that of a user who is
 * said to be in a session and is not.
 */
final class Callers {
  /** An agent of the task and whom it sees. */
  record Attended(SessionName session, AgentName agent, People people) {}

  private final List<Attended> attended;

  Callers(List<Attended> attended) {
    this.attended = attended;
  }

  void require(String by) {
    if (attended.stream().anyMatch(one -> one.agent().value().equals(by))) {
      throw new IllegalArgumentException(
          "%s is an agent of this task: \"by\" names the user, operator or program that orders it"
              .formatted(by));
    }
  }

  /** As the other, of one who is said to be in {@code session}. */
  void require(String by, @Nullable String session) {
    require(by);
    if (session != null) {
      People people = peopleOf(session);
      if (!people.has(by)) {
        throw new IllegalArgumentException(
            "%s is not in %s%s: leave \"session\" out of an order that comes from elsewhere"
                .formatted(by, session, whoIsThere(people)));
      }
    }
  }

  private People peopleOf(String session) {
    return attended.stream()
        .filter(one -> one.session().value().equals(session))
        .map(Attended::people)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "this task is not in the session %s%s: leave \"session\" out of an order that comes from"
                    .formatted(session, whereItIs())
                + " elsewhere"));
  }

  private static String whoIsThere(People people) {
    return people.isEmpty()
        ? ", where nobody is"
        : ", where there are "
            + people.users().stream().map(User::clientId).collect(Collectors.joining(", "));
  }

  private String whereItIs() {
    return attended.isEmpty()
        ? ""
        : ", but in "
            + attended.stream()
                .map(one -> one.session().value())
                .distinct()
                .collect(Collectors.joining(", "));
  }
}
