package dev.understudy.attendance.ably;

import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.handoff.NoticingPace;
import dev.understudy.metrics.Measures;
import dev.understudy.metrics.Metric;
import dev.understudy.presence.LeaveReason;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What is measured of the tenures that a worker holds for one task queue, and of the steps that come to it.
 * Thread-safe.
 */
final class TenureMeasures {
  /** How a tenure ended that left nobody: another one has its agent, or nobody could see it any more. */
  private static final String WITHOUT_LEAVING = "gone";

  private final Measures measures;
  private final HandoffPolicy policy;
  private final WorstBudget budget;

  TenureMeasures(Measures measures, HandoffPolicy policy) {
    this.measures = measures;
    this.policy = policy;
    this.budget = new WorstBudget(policy.remainPresentFor());
  }

  /** Whether anybody wants them. */
  boolean areWanted() {
    return measures.areWanted();
  }

  void begun() {
    measures.count(Metric.TENURES_BEGUN);
  }

  void entered(Duration after) {
    measures.took(Metric.TIME_TO_ENTER, after);
  }

  void handedOver(Handoff handoff) {
    String reason = handoff.reason().cause().toString();
    measures.count(Metric.HANDOFFS, reason);
    measures.took(Metric.OFFLINE_TIME, handoff.course().offline(), reason);
    budgetLeft(handoff).ifPresent(left -> budget.note(left, System.nanoTime()));
  }

  /**
   * What was left of {@code remainPresentFor} when the agent entered, if the worker before went as early as it can
   * have; empty if it gave the agent away itself.
   */
  Optional<Duration> budgetLeft(Handoff handoff) {
    return missed(handoff.reason().cause())
        .flatMap(missed -> handoff.reason().noticed().map(noticed -> noticed.minus(missed)))
        .map(gone -> Duration.between(gone, handoff.course().entered()))
        .map(policy.remainPresentFor()::minus);
  }

  /** How long before its first sign a worker can have been gone. */
  private Optional<Duration> missed(HandoffCause cause) {
    return switch (cause) {
      case BEACON, MISSING -> Optional.of(NoticingPace.BEACON_LINGERS);
      case LEASE -> Optional.of(NoticingPace.LEASE_TIMEOUT);
      case HEARTBEAT -> Optional.of(policy.heartbeatTimeout());
      default -> Optional.empty();
    };
  }

  void ghostGone(Handoff handoff) {
    handoff
        .course()
        .ghost()
        .ifPresent(ghost ->
            measures.took(Metric.GHOST_TIME, ghost, handoff.reason().cause().toString()));
  }

  void ended(Optional<LeaveReason> left) {
    measures.count(
        Metric.TENURES_ENDED,
        left.map(reason -> reason.name().toLowerCase(Locale.ROOT)).orElse(WITHOUT_LEAVING));
  }

  void stepMoved(StepHandoff step) {
    String reason = step.reason().cause().toString();
    measures.count(Metric.STEPS_MOVED, reason);
    measures.took(Metric.STEP_STANDSTILL, step.stood(), reason);
  }

  /** So many agents are held, of so many at the most. */
  void show(int agents, int limit) {
    measures.show(Metric.AGENTS, agents);
    measures.show(Metric.AGENTS_LIMIT, limit);
    measures.show(Metric.BUDGET_LEFT, budget.worst(System.nanoTime()).toMillis() / 1000.0);
  }
}
