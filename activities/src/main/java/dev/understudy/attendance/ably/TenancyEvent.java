package dev.understudy.attendance.ably;

import dev.understudy.presence.LeaveReason;

/** What happens to a tenure. */
sealed interface TenancyEvent {
  /** What {@code tenancy} makes of it. */
  Tenancy.Step meet(Tenancy tenancy, long nowNanos);

  /** Who is there, or what tasks want shown, has become known or has changed. */
  record Viewed(ChannelSnapshot seen) implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return tenancy.viewed(seen, nowNanos);
    }
  }

  /** Who is there is unknown until it is viewed again. */
  record ViewLost() implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return tenancy.viewLost();
    }
  }

  /** The channel is lost for good. */
  record ChannelLost(Refusal refusal) implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return tenancy.channelLost(refusal);
    }
  }

  /** Ably has done what it was asked for. */
  record Acknowledged(TenancyEffect.Request request) implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return tenancy.acknowledged(request, nowNanos);
    }
  }

  /** Ably has not done what it was asked for. */
  record Refused(TenancyEffect.Request request, Refusal refusal) implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return tenancy.refused(request, refusal, nowNanos);
    }
  }

  /** Temporal has answered whether a task runs. */
  record Answered(TenancyEffect.AskWhetherRuns question, boolean runs) implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return runs
          ? tenancy.foundRunning(question, nowNanos)
          : tenancy.foundOver(question, nowNanos);
    }
  }

  /** The agent may send a message. */
  record TurnCame() implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return tenancy.turnCame(nowNanos);
    }
  }

  /** What hindered Ably may have passed. */
  record MomentPassed() implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return tenancy.momentPassed(nowNanos);
    }
  }

  /** Temporal has heard of the tenure, by what was sent at {@code sentAtNanos}. */
  record Heard(long sentAtNanos) implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return tenancy.heard(sentAtNanos, nowNanos);
    }
  }

  /** Temporal counts on the tenure no more. */
  record Over() implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return tenancy.over(nowNanos);
    }
  }

  /** The worker stops: the agent is to be given to another one. */
  record HandOverOrdered() implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return tenancy.handOver(nowNanos);
    }
  }

  /** The work is over. */
  record LeaveOrdered(LeaveReason reason) implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return tenancy.leave(reason, nowNanos);
    }
  }

  /** A higher tenure of the same agent has come to this worker, and shows itself in its place. */
  record Replaced() implements TenancyEvent {
    @Override
    public Tenancy.Step meet(Tenancy tenancy, long nowNanos) {
      return tenancy.replaced();
    }
  }

  /**
   * Why Ably has not done something.
   *
   * @param isFinal whether it never will
   */
  record Refusal(String message, int code, boolean isFinal) {}
}
