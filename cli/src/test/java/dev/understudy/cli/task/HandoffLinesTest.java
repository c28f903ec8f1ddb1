package dev.understudy.cli.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.attendance.ToldHandoff;
import dev.understudy.attendance.ToldHandoff.KnownReason;
import dev.understudy.attendance.ToldHandoff.OneTurn;
import dev.understudy.attendance.ToldHandoff.SeenCourse;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Tenure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Handoffs as people read them. */
class HandoffLinesTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private static Handoff handoff(KnownReason reason, SeenCourse course) {
    return new ToldHandoff(
        new SessionName("room:42"),
        new AgentName("writer"),
        new OneTurn("worker-a", new Tenure(1, 2001)),
        new OneTurn("worker-b", new Tenure(1, 3002)),
        reason,
        course);
  }

  private static Optional<Instant> after(long millis) {
    return Optional.of(NOON.plusMillis(millis));
  }

  @Test
  void areATimelineOfWhatWasNoticedProvedAndDone() {
    Handoff takeover = handoff(
        new KnownReason(HandoffCause.BEACON, Optional.empty(), after(0), after(300), after(320)),
        new SeenCourse(NOON.plusMillis(400), NOON.plusMillis(610), 0, true, Optional.of(29_000L)));

    assertThat(HandoffLines.of("task-1", List.of(takeover)))
        .containsExactly(
            "2026-11-30 12:00:00Z  writer in room:42: worker-a -> worker-b, beacon",
            "  12:00:00.000              noticed",
            "  12:00:00.300    +0.300 s  proved: it did not answer",
            "  12:00:00.320    +0.020 s  reaped",
            "  12:00:00.400    +0.080 s  dispatched to worker-b as 1.3002",
            "  12:00:00.610    +0.210 s  entered",
            "  12:00:29.610   +29.000 s  ghost gone, worker-a as 1.2001",
            "  offline 0.000 s, back 0.610 s after it was noticed");
  }

  @Test
  void sayWhatIsNotKnown() {
    Handoff unknown = handoff(
        KnownReason.of(HandoffCause.UNKNOWN, Optional.empty())
            .saying("Temporal could\u001b[2J not"),
        new SeenCourse(NOON, NOON.minusMillis(5), 1_500, false, Optional.empty()));

    assertThat(HandoffLines.of("task-1", List.of(unknown)))
        .containsExactly(
            "2026-11-30 11:59:59Z  writer in room:42: worker-a -> worker-b, unknown (Temporal could?[2J not)",
            "  12:00:00.000              dispatched to worker-b as 1.3002",
            "  11:59:59.995    -0.005 s  entered",
            "  offline at least 1.500 s, the ghost's end is not told yet");
  }

  @Test
  void sayThatThereAreNone() {
    assertThat(HandoffLines.of("task-1", List.of()))
        .containsExactly("no agent of task task-1 has come from one worker to another");
  }
}
