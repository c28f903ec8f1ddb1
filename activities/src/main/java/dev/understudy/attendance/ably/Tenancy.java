package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.LeaveReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The life of one tenure: what its agent shows, and whether it still speaks for it. A pure state machine:
 * each event gives the next state and what to ask of Ably and Temporal, and the caller passes the time, on
 * the scale of {@link System#nanoTime}.
 *
 * <p>The idea: a tenure knows what its member should look like, sees in the presence set what it
 * looks like, and asks Ably for the difference, one request at a time. Entering, mirroring a status,
 * re-entering after a loss and leaving are all this one comparison, made whenever something
 * changes. While the set is out of view nothing is asked for: ably-java would send it ahead of the
 * attach, and re-enter older data afterwards (ably-js issue 2220).
 *
 * <p>The life: {@linkplain Holding holding}, until Temporal counts on another one
 * ({@linkplain StayingTenancy.HandingOff handing off} if that is on purpose, {@linkplain
 * StayingTenancy.Lingering lingering} otherwise); then {@linkplain Leaving leaving}, with a reason;
 * then ended. Of an event that a case does not mention it makes nothing.
 */
sealed interface Tenancy extends TenancyEvent.Subject<Tenancy.Step>
    permits LivingTenancy, Tenancy.Ended {
  /** Nothing is asked, and nothing heeded any more. Final. */
  record Ended() implements Tenancy {}

  /** The next state, and what to ask for, in that order. */
  record Step(Tenancy next, List<TenancyEffect> effects) {
    public Step {
      effects = List.copyOf(effects);
    }

    static Step to(Tenancy next, TenancyEffect... effects) {
      return new Step(next, List.of(effects));
    }

    /** The end of a tenure that has left. */
    static Step end(LeaveReason reason) {
      return to(new Ended(), new TenancyEffect.End(Optional.of(reason)));
    }

    /** The end of a tenure that leaves without a word. */
    static Step end() {
      return to(new Ended(), new TenancyEffect.End(Optional.empty()));
    }

    /** This one, with something to ask for before. */
    Step after(TenancyEffect first) {
      return new Step(next, Stream.concat(Stream.of(first), effects.stream()).toList());
    }

    /** This one, with something to ask for in the end. */
    Step before(TenancyEffect last) {
      return new Step(next, Stream.concat(effects.stream(), Stream.of(last)).toList());
    }
  }

  /**
   * A tenure that begins, before anything of its session is in view.
   *
   * @param patience for how long it may speak for its agent after Temporal has heard of it
   */
  static Tenancy of(
      AttendanceSpec spec, AttendanceDetails start, Duration patience, long nowNanos) {
    return new Holding(
        new NameClaim(spec, start.tenure()),
        start,
        new MemberView.OutOfView(0),
        new Holding.Hearing(nowNanos, patience));
  }

  /** What follows from {@code event}. */
  default Step on(TenancyEvent event, long nowNanos) {
    return event.meet(this, nowNanos);
  }

  @Override
  default Step unmoved() {
    return Step.to(this);
  }
}
