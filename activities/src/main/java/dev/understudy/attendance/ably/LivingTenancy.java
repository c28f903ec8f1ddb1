package dev.understudy.attendance.ably;

/** A tenure that has not ended: it has a claim to its agent's name, and a view of its member. */
sealed interface LivingTenancy extends Tenancy permits StayingTenancy, Leaving {
  NameClaim claim();

  MemberView view();

  /** This tenure with another view. */
  LivingTenancy in(MemberView next);

  /** Asks for the difference between what is in view and what should be, while no answer is awaited. */
  Step act(MemberView.InView view, long nowNanos);

  /** Asks for the difference if the session is in view, and nothing is on its way. */
  default Step act(long nowNanos) {
    return view() instanceof MemberView.InView view && !view.isAsking()
        ? act(view, nowNanos)
        : Step.to(this);
  }

  default Step ask(MemberView.InView view, TenancyEffect.Request request) {
    return Step.to(in(view.asking(request)), request);
  }

  /** This tenure once {@code request} is answered. */
  default LivingTenancy answered(TenancyEffect.Request request) {
    return in(view().answered(request));
  }

  /** Asks again once the moment has passed. */
  default Step hindered(TenancyEvent.Refusal refusal) {
    if (!(view() instanceof MemberView.InView inView)) {
      return Step.to(this);
    }
    MemberView.InView next = inView.hindered();
    return Step.to(
        in(next), new TenancyEffect.AwaitMoment(refusal, next.awaited().refusals()));
  }

  @Override
  default Step momentPassed(long nowNanos) {
    return in(view().unhindered()).act(nowNanos);
  }

  @Override
  default Step viewed(ChannelSnapshot seen, long nowNanos) {
    return in(view().seeing(seen, claim())).act(nowNanos);
  }

  @Override
  default Step viewLost() {
    return Step.to(in(view().lost()));
  }

  /** The higher tenure shows itself in this one's place, which so needs not leave. */
  @Override
  default Step replaced() {
    return Step.end();
  }
}
