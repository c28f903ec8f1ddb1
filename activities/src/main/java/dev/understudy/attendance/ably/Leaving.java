package dev.understudy.attendance.ably;

import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.LeaveReason;

/** The work is over, or a higher tenure is there: takes its member out of the session, as soon as that is in view. */
record Leaving(NameClaim claim, LeaveReason reason, MemberView view) implements LivingTenancy {
  @Override
  public Leaving in(MemberView next) {
    return new Leaving(claim, reason, next);
  }

  /** A member that is there in our place is not ours. */
  @Override
  public Step act(MemberView.InView view, long nowNanos) {
    if (view.isHindered()) {
      return Step.to(this);
    }
    return view.isThere(claim) ? ask(view, lastWords(view.number())) : Step.end();
  }

  private TenancyEffect.Leave lastWords(int view) {
    AgentPresence data = AgentPresence.leaving(claim.task(), claim.tenure(), reason);
    return new TenancyEffect.Leave(view, data);
  }

  /** However late that comes: nobody enters in between. */
  @Override
  public Step acknowledged(TenancyEffect.Request request, long nowNanos) {
    return request instanceof TenancyEffect.Leave
        ? Step.end(reason)
        : in(view.acknowledged(request)).act(nowNanos);
  }

  @Override
  public Step refused(TenancyEffect.Request request, TenancyEvent.Refusal refusal, long nowNanos) {
    return request instanceof TenancyEffect.Leave && view.awaits(request)
        ? hindered(refusal)
        : settled(request, nowNanos);
  }

  @Override
  public Step foundRunning(TenancyEffect.AskWhetherRuns question, long nowNanos) {
    return settled(question, nowNanos);
  }

  @Override
  public Step foundOver(TenancyEffect.AskWhetherRuns question, long nowNanos) {
    return settled(question, nowNanos);
  }

  /** Whatever was asked before the order to leave came: once it is answered, it is time to leave. */
  private Step settled(TenancyEffect.Request request, long nowNanos) {
    return answered(request).act(nowNanos);
  }

  @Override
  public Step channelLost(TenancyEvent.Refusal refusal) {
    return Step.end();
  }
}
