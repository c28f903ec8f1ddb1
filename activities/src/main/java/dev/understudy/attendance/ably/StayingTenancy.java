package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import java.util.Optional;

/** A tenure that keeps its agent present. */
sealed interface StayingTenancy extends LivingTenancy
    permits Holding, StayingTenancy.HandingOff, StayingTenancy.Lingering {
  /** Given back on purpose, and shows that; nobody else is there yet. */
  record HandingOff(NameClaim claim, AttendanceDetails details, MemberView view)
      implements StayingTenancy {
    @Override
    public HandingOff in(MemberView next) {
      return new HandingOff(claim, details, next);
    }

    @Override
    public HandingOff with(NameClaim next) {
      return new HandingOff(next, details, view);
    }

    @Override
    public Step pursue(MemberView.InView view, long nowNanos) {
      Status status = details.status();
      Status now = status.withState(AgentState.HANDING_OFF, status.sequence());
      return view.shows(presence(now)) ? Step.to(this) : enter(now, view);
    }
  }

  /**
   * Temporal counts on it no more; it stays as it is until it knows why, or sees the next one. It comes back
   * after a loss, but shows nothing new.
   */
  record Lingering(NameClaim claim, AttendanceDetails details, MemberView view)
      implements StayingTenancy {
    @Override
    public Lingering in(MemberView next) {
      return new Lingering(claim, details, next);
    }

    @Override
    public Lingering with(NameClaim next) {
      return new Lingering(next, details, view);
    }

    @Override
    public Step pursue(MemberView.InView view, long nowNanos) {
      return isThere(view) ? Step.to(this) : enter(details.status(), view);
    }

    /** Who has not entered leaves the agent as its predecessor left it. */
    private boolean isThere(MemberView.InView view) {
      return view.member() instanceof MemberView.Shown
          || (claim.isSettled() ? claim.isThere(view.seen()) : claim.isOurs(view.seen()));
    }
  }

  AttendanceDetails details();

  @Override
  StayingTenancy in(MemberView next);

  /** This tenure with another claim. */
  StayingTenancy with(NameClaim next);

  /** Asks for what this case wants, of a tenure that is neither superseded nor replaced. */
  Step pursue(MemberView.InView view, long nowNanos);

  @Override
  default Step act(MemberView.InView view, long nowNanos) {
    if (claim().isSuperseded(view.seen())) {
      return leave(LeaveReason.SUPERSEDED, nowNanos);
    } else if (view.isHindered()) {
      return Step.to(this);
    }
    return view.member() instanceof MemberView.Taken
        ? askAbout(claim().task(), view)
        : pursue(view, nowNanos);
  }

  default Step askAbout(String task, MemberView.InView view) {
    return ask(view, new TenancyEffect.AskWhetherRuns(view.number(), task));
  }

  /** Who has entered once has settled whose name it is, and must come back after a loss at once. */
  default Step enter(Status status, MemberView.InView view) {
    Optional<String> rival = claim().isSettled() ? Optional.empty() : claim().rival(view.seen());
    return rival.map(task -> askAbout(task, view)).orElseGet(() -> show(status, view));
  }

  default Step show(Status status, MemberView.InView view) {
    return ask(view, new TenancyEffect.Show(view.number(), presence(status)));
  }

  default AgentPresence presence(Status status) {
    return AgentPresence.present(claim().task(), claim().tenure(), details().worker(), status);
  }

  @Override
  default Step acknowledged(TenancyEffect.Request request, long nowNanos) {
    Step next = in(view().acknowledged(request)).with(claim().settled()).act(nowNanos);
    return claim().isSettled() ? next : next.after(new TenancyEffect.NoteEntered());
  }

  /**
   * A refusal that comes late is followed by the answer to what has been asked since. One that may pass is waited
   * out, however often: another attempt would be refused as well, and the member that is there stays.
   */
  @Override
  default Step refused(TenancyEffect.Request request, TenancyEvent.Refusal refusal, long nowNanos) {
    if (!view().awaits(request)) {
      return Step.to(this);
    }
    return refusal.isFinal()
        ? answered(request).giveUp(new TenancyEffect.ByAbly(refusal), nowNanos)
        : hindered(refusal);
  }

  @Override
  default Step channelLost(TenancyEvent.Refusal refusal) {
    return Step.end().after(new TenancyEffect.Fail(new TenancyEffect.ByAbly(refusal)));
  }

  /** A member that is there stays until the attempt's failure has brought another, or the end. */
  default Step giveUp(TenancyEffect.Cause cause, long nowNanos) {
    boolean isThere = view() instanceof MemberView.InView view && view.isThere(claim());
    return (isThere ? linger(nowNanos) : Step.end()).after(new TenancyEffect.Fail(cause));
  }

  /** Stays, though Temporal counts on it no more. */
  default Step linger(long nowNanos) {
    return Step.to(this);
  }

  @Override
  default Step foundRunning(TenancyEffect.AskWhetherRuns question, long nowNanos) {
    if (!(view() instanceof MemberView.InView view && view.awaits(question))) {
      return Step.to(this);
    }
    return question.task().equals(claim().task())
        ? in(view.absent()).act(nowNanos)
        : in(view.idle()).rivalled(question.task(), nowNanos);
  }

  /** Another task has the name, and runs. Whom Temporal counts on no more waits until it sees something new. */
  default Step rivalled(String task, long nowNanos) {
    return Step.to(this);
  }

  /** However late that comes: what is over stays so. If the own task is, the member that is there is not ours. */
  @Override
  default Step foundOver(TenancyEffect.AskWhetherRuns question, long nowNanos) {
    StayingTenancy next = answered(question);
    return question.task().equals(claim().task())
        ? next.leave(LeaveReason.TERMINATED, nowNanos)
        : next.with(claim().outliving(question.task())).act(nowNanos);
  }

  @Override
  default StayingTenancy answered(TenancyEffect.Request request) {
    return in(view().answered(request));
  }

  @Override
  default Step leave(LeaveReason reason, long nowNanos) {
    return new Leaving(claim(), reason, view().unhindered())
        .act(nowNanos)
        .after(new TenancyEffect.StopHeartbeat());
  }
}
