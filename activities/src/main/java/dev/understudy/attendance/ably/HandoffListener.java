package dev.understudy.attendance.ably;

import dev.understudy.attendance.Handoff;

/**
 * Hears of each handoff by which its worker got an agent or a step: for metrics. Called one call at a time, on a
 * thread on which others wait, so it has to return at once; what it throws is logged, and hinders nothing. Thread-safe.
 */
public interface HandoffListener {
  /** Hears nothing. */
  HandoffListener NONE = new HandoffListener() {};

  /**
   * An agent has come to this worker from another one, or has come back to it, and was seen in its session. Why is
   * known by now, or is known not to be. It is not called for an agent that nobody had held before.
   */
  default void onHandoff(Handoff handoff) {}

  /** The member of the tenure before has gone: {@code handoff} is whole now. It is not called if that is not seen. */
  default void onGhostGone(Handoff handoff) {}

  /**
   * A step goes on here, or anew, whose last attempt was lost with its worker, or missed its heartbeats. It is not
   * called for a step that has failed, by itself or because a worker that stops interrupted it, nor for one that is
   * over before Temporal has said why.
   */
  default void onStep(StepHandoff handoff) {}
}
