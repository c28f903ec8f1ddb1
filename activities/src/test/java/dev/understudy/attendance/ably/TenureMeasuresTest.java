package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.attendance.ToldHandoff;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.metrics.Measures;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of thirty seconds is left to agents that are back two seconds after the first sign of a worker's end. */
class TenureMeasuresTest {
  private static final Instant NOTICED = Instant.parse("2026-11-30T12:00:00Z");

  private final TenureMeasures measures = new TenureMeasures(
      Measures.NONE,
      HandoffPolicy.DEFAULT
          .withRemainPresentFor(Duration.ofSeconds(30))
          .withHeartbeatTimeout(Duration.ofSeconds(15)));

  private Optional<Duration> leftAfter(HandoffCause cause, Optional<Instant> noticed) {
    Instant entered = NOTICED.plusSeconds(2);
    Handoff handoff = new ToldHandoff(
        new SessionName("room:42"),
        new AgentName("bee"),
        new ToldHandoff.OneTurn("a", new Tenure(1, 1)),
        new ToldHandoff.OneTurn("b", new Tenure(1, 2)),
        ToldHandoff.KnownReason.of(cause, noticed),
        new ToldHandoff.SeenCourse(entered, entered, 0, true, Optional.empty()));
    return measures.budgetLeft(handoff);
  }

  private Optional<Duration> leftAfter(HandoffCause cause) {
    return leftAfter(cause, Optional.of(NOTICED));
  }

  @Test
  void countsFromWhenTheWorkerCanHaveGoneAtTheEarliest() {
    assertThat(leftAfter(HandoffCause.BEACON)).contains(Duration.ofSeconds(27));
    assertThat(leftAfter(HandoffCause.LEASE)).contains(Duration.ofSeconds(23));
    assertThat(leftAfter(HandoffCause.HEARTBEAT)).contains(Duration.ofSeconds(13));
  }

  @Test
  void saysNothingOfAWorkerThatGaveTheAgentAwayOrWhoseEndNobodyDated() {
    assertThat(leftAfter(HandoffCause.RELAY)).isEmpty();
    assertThat(leftAfter(HandoffCause.BEACON, Optional.empty())).isEmpty();
  }
}
