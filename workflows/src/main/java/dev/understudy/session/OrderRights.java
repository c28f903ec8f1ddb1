package dev.understudy.session;

import dev.understudy.audience.Audience;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.User;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may order a task. Temporal does not know users, and operators and programs order tasks too, so any
 * name will do, but for two: an agent's, since a task does not order itself, and that of a user who is
 * said to be in a session and is not.
 */
final class OrderRights {
  /** An agent of the task and whom it sees. */
  record Attended(SessionName session, AgentName agent, People people) {}

  /** How many a sentence for people names; a session may have thousands of users. */
  private static final int MOST_NAMED = 10;

  private final List<Attended> attended;

  OrderRights(List<Attended> attended) {
    this.attended = attended;
  }

  void require(String by) {
    if (attended.stream().anyMatch(one -> one.agent().value().equals(by))) {
      throw new RefusedArgumentException(
          RefusalCode.ORDER_NOT_ALLOWED,
          "%s is an agent of this task: \"by\" names the user, operator or program that orders it"
              .formatted(by));
    }
  }

  /** Refuses a question that none but agents of the task could answer. */
  void requireAnyOf(Audience approvers) {
    List<String> agents = attended.stream().map(one -> one.agent().value()).toList();
    Refusal.unless(
        !approvers.isWithin(agents),
        RefusalCode.QUESTION_UNANSWERABLE,
        "a question for %s could only expire, because no agent of a task answers it: ask users, operators or programs"
            .formatted(approvers));
  }

  /** Refuses an order by one who is said to be in {@code session} and is not, or by an agent of the task. */
  void require(String by, @Nullable String session) {
    require(by);
    if (session != null && !isIn(session, by)) {
      throw new RefusedArgumentException(
          RefusalCode.SESSION_OF_OTHERS,
          "%s is not in %s%s: leave \"session\" out of an order that comes from elsewhere"
              .formatted(by, session, whoIsIn(session)));
    }
  }

  /** One agent of the task may see somebody whom another, which has just entered, does not see yet. */
  private boolean isIn(String session, String by) {
    List<People> views = views(session);
    if (views.isEmpty()) {
      throw new RefusedArgumentException(
          RefusalCode.SESSION_OF_OTHERS,
          "this task is not in the session \"%s\"%s: leave \"session\" out of an order that comes from elsewhere"
              .formatted(OrderFormat.shortened(session), whereItIs()));
    }
    return views.stream().anyMatch(people -> people.has(by));
  }

  private List<People> views(String session) {
    return attended.stream()
        .filter(one -> one.session().value().equals(session))
        .map(Attended::people)
        .toList();
  }

  private String whoIsIn(String session) {
    List<String> there = views(session).stream()
        .flatMap(people -> people.users().stream().map(User::clientId))
        .distinct()
        .toList();
    return there.isEmpty() ? ", where nobody is" : ", where there are " + some(there);
  }

  private String whereItIs() {
    List<String> sessions =
        attended.stream().map(one -> one.session().value()).distinct().toList();
    return sessions.isEmpty() ? "" : ", but in " + some(sessions);
  }

  /** All of the names, or the first and how many more there are. */
  private static String some(List<String> names) {
    String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMED;
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }
}
