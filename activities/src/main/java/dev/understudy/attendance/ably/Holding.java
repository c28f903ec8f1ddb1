package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.presence.AgentPresence;
import java.time.Duration;
import java.util.Optional;

/** A tenure that Temporal counts on: it shows what its task wants shown, and tells it who is there. */
record Holding(NameClaim claim, AttendanceDetails details, MemberView view, Hearing hearing)
    implements StayingTenancy {
  /** When Temporal last heard of a tenure, and for how long that lets it speak for its agent. */
  record Hearing(long sentAtNanos, Duration patience) {
    /** Whether Temporal has heard of it lately enough to have given it to nobody else. */
    boolean isFresh(long nowNanos) {
      return nowNanos - sentAtNanos < patience.toNanos();
    }

    /** What was heard then as well. */
    Hearing at(long nanos) {
      return nanos - sentAtNanos > 0 ? new Hearing(nanos, patience) : this;
    }
  }

  @Override
  public Holding in(MemberView next) {
    return new Holding(claim, details, next, hearing);
  }

  @Override
  public Holding with(NameClaim next) {
    return new Holding(next, details, view, hearing);
  }

  @Override
  public Step viewed(ChannelSnapshot seen, long nowNanos) {
    Holding next = in(view.seeing(seen, claim));
    return seen.said()
        .filter(said -> said.isNewerThan(details.status()))
        .map(said -> new AttendanceDetails(details.worker(), details.tenure(), said))
        .map(news -> next.saying(news).goOn(nowNanos).after(new TenancyEffect.Say(news)))
        .orElseGet(() -> next.goOn(nowNanos));
  }

  private Holding saying(AttendanceDetails news) {
    return new Holding(claim, news, view, hearing);
  }

  /** What was held back may be shown now. Answers may come out of order. */
  @Override
  public Step heard(long sentAtNanos, long nowNanos) {
    return new Holding(claim, details, view, hearing.at(sentAtNanos)).goOn(nowNanos);
  }

  private Step goOn(long nowNanos) {
    return reporting(act(nowNanos), nowNanos);
  }

  @Override
  public Step acknowledged(TenancyEffect.Request request, long nowNanos) {
    return reporting(StayingTenancy.super.acknowledged(request, nowNanos), nowNanos);
  }

  private static Step reporting(Step step, long nowNanos) {
    return step.next() instanceof Holding holding ? holding.reportingAfter(step, nowNanos) : step;
  }

  /** Only a tenure that speaks for its agent tells what it sees. */
  private Step reportingAfter(Step step, long nowNanos) {
    return view instanceof MemberView.InView inView
            && claim.isSettled()
            && hearing.isFresh(nowNanos)
        ? step.before(new TenancyEffect.Report(inView.seen().roster().people()))
        : step;
  }

  @Override
  public Step pursue(MemberView.InView view, long nowNanos) {
    return rival(view)
        .map(task -> askAbout(task, view))
        .orElseGet(() -> showWhenDue(view, nowNanos));
  }

  /** Another task's agent to whom the name may belong: of two that have entered at once one gives way. */
  private Optional<String> rival(MemberView.InView view) {
    return claim.isSettled() ? claim.earlierRival(view.seen()) : claim.rival(view.seen());
  }

  /** To be there comes first; what an agent shows that is there is a message among others. */
  private Step showWhenDue(MemberView.InView view, long nowNanos) {
    if (view.member() instanceof MemberView.Absent) {
      return show(details.status(), view);
    }
    return due(view, nowNanos).isPresent() && !view.isInLine()
        ? Step.to(in(view.inLine()), new TenancyEffect.AwaitTurn())
        : Step.to(this);
  }

  /**
   * What the member shall show that it does not show yet. A tenure that Temporal has not heard for too long may be
   * stale: it stays present, and comes back after a loss, but shows nothing new.
   */
  private Optional<AgentPresence> due(MemberView.InView view, long nowNanos) {
    if (hearing.isFresh(nowNanos)) {
      return Optional.of(presence(details.status())).filter(data -> !view.shows(data));
    }
    return view.seen().own().filter(old -> view.member() instanceof MemberView.Unconfirmed);
  }

  /** While an answer is awaited, a turn passes: what is due then waits for another. */
  @Override
  public Step turnCame(long nowNanos) {
    return view instanceof MemberView.InView inView && inView.isInLine()
        ? in(inView.idle()).showInTurn(inView.idle(), nowNanos)
        : Step.to(this);
  }

  private Step showInTurn(MemberView.InView view, long nowNanos) {
    return due(view, nowNanos)
        .map(data -> ask(view, new TenancyEffect.Show(view.number(), data)))
        .orElseGet(() -> Step.to(this));
  }

  /** It stays until it knows why, or sees the next one. */
  @Override
  public Step over(long nowNanos) {
    return linger(nowNanos);
  }

  @Override
  public Step linger(long nowNanos) {
    return new Lingering(claim, details, view).act(nowNanos).after(new TenancyEffect.WatchForEnd());
  }

  /** The next attempt takes over what the member shows. */
  @Override
  public Step reset(long nowNanos) {
    return linger(nowNanos).after(new TenancyEffect.Fail(new TenancyEffect.Reset()));
  }

  /**
   * Lets Temporal give the agent to a worker that has Ably. Who has not entered has nothing to lose by that; who has is
   * patient. If nobody takes the agent, its member comes back with the connection.
   */
  @Override
  public Step cutOff(boolean isForLong, long nowNanos) {
    return isForLong || !claim.isSettled()
        ? linger(nowNanos).after(new TenancyEffect.Fail(new TenancyEffect.HandedBack()))
        : Step.to(this);
  }

  /** Gives the agent to another worker; stays until that one is seen. */
  @Override
  public Step relay(long nowNanos) {
    return new HandingOff(claim, details, view)
        .act(nowNanos)
        .after(new TenancyEffect.WatchForEnd())
        .after(new TenancyEffect.Fail(new TenancyEffect.Relayed()));
  }

  @Override
  public Step rivalled(String task, long nowNanos) {
    return giveUp(new TenancyEffect.NameTaken(task), nowNanos);
  }
}
