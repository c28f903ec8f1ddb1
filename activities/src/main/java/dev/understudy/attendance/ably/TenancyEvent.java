package dev.understudy.attendance.ably;

import dev.understudy.presence.LeaveReason;

/** What happens to a tenure. */
sealed interface TenancyEvent {
  /** What {@code subject} makes of it. */
  <A> A meet(Subject<A> subject, long nowNanos);

  /** Who is there, or what tasks want shown, has become known or has changed. */
  record Viewed(ChannelSnapshot seen) implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.viewed(seen, nowNanos);
    }
  }

  /** Who is there is unknown until it is viewed again. */
  record ViewLost() implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.viewLost();
    }
  }

  /** The channel is lost for good. */
  record ChannelLost(Refusal refusal) implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.channelLost(refusal);
    }
  }

  /** Ably has done what it was asked for. */
  record Acknowledged(TenancyEffect.Request request) implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.acknowledged(request, nowNanos);
    }
  }

  /** Ably has not done what it was asked for. */
  record Refused(TenancyEffect.Request request, Refusal refusal) implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.refused(request, refusal, nowNanos);
    }
  }

  /** Temporal has answered whether a task runs. */
  record Answered(TenancyEffect.AskWhetherRuns question, boolean runs) implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return runs
          ? subject.foundRunning(question, nowNanos)
          : subject.foundOver(question, nowNanos);
    }
  }

  /** The agent may send a message. */
  record TurnCame() implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.turnCame(nowNanos);
    }
  }

  /** What hindered Ably may have passed. */
  record MomentPassed() implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.momentPassed(nowNanos);
    }
  }

  /** Temporal has heard of the tenure, by what was sent at {@code sentAtNanos}. */
  record Heard(long sentAtNanos) implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.heard(sentAtNanos, nowNanos);
    }
  }

  /** Temporal counts on the tenure no more. */
  record Over() implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.over(nowNanos);
    }
  }

  /** An operator has reset the attempt: another is to take its place. */
  record ResetOrdered() implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.reset(nowNanos);
    }
  }

  /** The worker stops: the agent is to be given to another one. */
  record RelayOrdered() implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.relay(nowNanos);
    }
  }

  /** The worker has lost its connection to Ably; {@code isForLong} when that is worth another worker's turn. */
  record CutOff(boolean isForLong) implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.cutOff(isForLong, nowNanos);
    }
  }

  /** The work is over. */
  record LeaveOrdered(LeaveReason reason) implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.leave(reason, nowNanos);
    }
  }

  /** A higher tenure of the same agent has come to this worker, and shows itself in its place. */
  record Replaced() implements TenancyEvent {
    @Override
    public <A> A meet(Subject<A> subject, long nowNanos) {
      return subject.replaced();
    }
  }

  /**
   * What events happen to: makes an {@code A} of each. Named here, so that events need not know who
   * that is, and none can be forgotten.
   */
  interface Subject<A> {
    /** What is made of an event that is not mentioned. */
    A unmoved();

    default A viewed(ChannelSnapshot seen, long nowNanos) {
      return unmoved();
    }

    default A viewLost() {
      return unmoved();
    }

    default A channelLost(Refusal refusal) {
      return unmoved();
    }

    default A acknowledged(TenancyEffect.Request request, long nowNanos) {
      return unmoved();
    }

    default A refused(TenancyEffect.Request request, Refusal refusal, long nowNanos) {
      return unmoved();
    }

    default A foundRunning(TenancyEffect.AskWhetherRuns question, long nowNanos) {
      return unmoved();
    }

    default A foundOver(TenancyEffect.AskWhetherRuns question, long nowNanos) {
      return unmoved();
    }

    default A turnCame(long nowNanos) {
      return unmoved();
    }

    default A momentPassed(long nowNanos) {
      return unmoved();
    }

    default A heard(long sentAtNanos, long nowNanos) {
      return unmoved();
    }

    default A over(long nowNanos) {
      return unmoved();
    }

    default A reset(long nowNanos) {
      return unmoved();
    }

    default A relay(long nowNanos) {
      return unmoved();
    }

    default A cutOff(boolean isForLong, long nowNanos) {
      return unmoved();
    }

    default A leave(LeaveReason reason, long nowNanos) {
      return unmoved();
    }

    default A replaced() {
      return unmoved();
    }
  }

  /**
   * Why Ably has not done something.
   *
   * @param isFinal whether it never will
   */
  record Refusal(String message, int code, boolean isFinal) {}
}
