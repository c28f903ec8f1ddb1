package dev.understudy.session;

import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.presence.LeaveReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a task may ask of its session that makes no sense. */
final class Nonsense {
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final SessionSpec OTHER = SessionSpec.on("room:42").as("other");

  private Nonsense() {}

  /** Asks it, if {@code part} is to. */
  static void saidIn(String part, AgentSession session) {
    switch (part) {
      case "bad-status" -> session.status(" ");
      case "bad-detail" -> session.status("reading", Map.of("pages", List.of(1, new Object())));
      case "bad-question" -> session.ask("", Audience.anyone(), GRACE);
      case "bad-long-question" -> session.ask("?".repeat(1100), Audience.anyone(), GRACE);
      case "bad-timeout" -> session.ask("Publish this?", Audience.anyone(), Duration.ZERO);
      case "bad-approvers" -> session.ask("Publish this?", Audience.users("keeper"), GRACE);
      case "bad-listener" -> session.listen(nothing());
      case "bad-reason" -> session.close(nothing());
      case "bad-superseded" -> session.close(LeaveReason.SUPERSEDED);
      case "bad-wish" -> session.awaitPeople(nothing());
      case "bad-name" -> session.publish(nothing(), "done");
      case "bad-sleep" -> session.sleep(GRACE.negated());
      case "bad-limit" -> session.awaitPeople(people -> true, GRACE.negated());
      case "bad-audience" -> session.expecting(nothing(), Abandonment.ignored(), () -> part);
      case "bad-policy" -> session.expecting(Audience.anyone(), nothing(), () -> part);
      case "bad-part" -> session.expecting(Audience.anyone(), Abandonment.ignored(), nothing());
      case "bad-step" -> session.interruptible(nothing());
      case "bad-work" -> AgentSession.attend(OTHER, nothing());
      case "bad-spec" -> AgentSession.attend(nothing(), other -> part);
      default -> {}
    }
  }

  /** What a caller whose build does not look for nulls may pass. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }
}
