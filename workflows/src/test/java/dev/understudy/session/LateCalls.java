package dev.understudy.session;

import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.presence.LeaveReason;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** What a task may ask of a session that is closed, or once it is cancelled, and what comes of each. */
final class LateCalls {
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  private LateCalls() {}

  /** Follows people in a session that is closed. */
  static List<String> onceClosed(AgentSession session) {
    session.close(LeaveReason.COMPLETED);
    return List.of(
        outcome(() -> session.listen(new PeopleListener() {})),
        outcome(() -> session.expecting(Audience.anyone(), Abandonment.ignored(), () -> "a part")),
        outcome(() -> session.awaitPeople(people -> people.isEmpty())),
        outcome(() -> session.awaitPeople(people -> people.has("alice"), A_WHILE)));
  }

  /** Goes on in a plain catch block, and publishes what came of that. */
  static List<String> onceCancelled(AgentSession session) {
    try {
      Workflow.await(() -> false);
    } catch (CanceledFailure cancelled) {
      session.publish(
          "outcomes",
          List.of(
                  "status: " + outcome(() -> session.status("tidying")),
                  "publish: " + outcome(() -> session.publish("bye", "x")),
                  "checkpoint: " + outcome(session::checkpoint),
                  "sleep: " + outcome(() -> session.sleep(A_WHILE)),
                  "awaitPeople: "
                      + outcome(() -> session.awaitPeople(people -> people.has("alice"))),
                  "awaitPeople who are there: "
                      + outcome(() -> session.awaitPeople(people -> people.isEmpty())),
                  "awaitPeople for a while: "
                      + outcome(() -> session.awaitPeople(people -> people.has("alice"), A_WHILE)),
                  "ask: " + outcome(() -> session.ask("Fine?", Audience.anyone(), A_WHILE)),
                  "interruptible: " + outcome(() -> session.interruptible(() -> "x")))
              .toString());
    }
    return List.of();
  }

  private static String outcome(Functions.Proc call) {
    try {
      call.apply();
      return "done";
    } catch (CanceledFailure cancelled) {
      return "cancelled";
    } catch (RuntimeException mistake) {
      return String.valueOf(mistake.getMessage());
    }
  }
}
