package dev.understudy.lease;

import java.time.Instant;

/** What happens to a lease. */
sealed interface NoticingEvent {
  /** What {@code state} makes of it. */
  Noticing.Step meet(Noticing state, Instant now);

  /** Somebody thinks that the worker may be gone. */
  record Doubted(Suspected suspected) implements NoticingEvent {
    @Override
    public Noticing.Step meet(Noticing state, Instant now) {
      return state.suspected(suspected, now);
    }
  }

  /** The worker was not heard of in time. It is heard of no more, by that hold. */
  record Missed(int hold) implements NoticingEvent {
    @Override
    public Noticing.Step meet(Noticing state, Instant now) {
      return state.missed(hold, now);
    }
  }

  /** The worker has answered a question. */
  record Answered(int question) implements NoticingEvent {
    @Override
    public Noticing.Step meet(Noticing state, Instant now) {
      return state.answered(question);
    }
  }

  /** The worker has not answered a question in time. */
  record Unanswered(int question) implements NoticingEvent {
    @Override
    public Noticing.Step meet(Noticing state, Instant now) {
      return state.unanswered(question, now);
    }
  }

  /** Another worker has proved that it is gone. */
  record Proven(Proof proof) implements NoticingEvent {
    @Override
    public Noticing.Step meet(Noticing state, Instant now) {
      return state.proven(proof);
    }
  }

  /** What the worker held has been failed. */
  record Gathered(Harvest harvest) implements NoticingEvent {
    @Override
    public Noticing.Step meet(Noticing state, Instant now) {
      return state.gathered(harvest, now);
    }
  }

  /** What was given to the worker meanwhile has been failed. */
  record GatheredAgain(Harvest harvest) implements NoticingEvent {
    @Override
    public Noticing.Step meet(Noticing state, Instant now) {
      return state.gatheredAgain(harvest);
    }
  }

  /** The worker takes part again, or there has been time enough for that. */
  record Returned() implements NoticingEvent {
    @Override
    public Noticing.Step meet(Noticing state, Instant now) {
      return state.returned();
    }
  }

  /** The worker has said goodbye. */
  record Closed() implements NoticingEvent {
    @Override
    public Noticing.Step meet(Noticing state, Instant now) {
      return state.closed();
    }
  }
}
