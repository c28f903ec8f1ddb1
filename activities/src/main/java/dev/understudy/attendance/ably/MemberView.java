package dev.understudy.attendance.ably;

import dev.understudy.presence.AgentPresence;

/**
 * What a tenure knows of its member, and what it has asked because of that. Out of view nothing is known, and
 * nothing is on its way: an answer may be lost with the view, and nobody waits for it.
 */
sealed interface MemberView {
  /**
   * Who is in the session is unknown.
   *
   * @param number counts the views that there were
   */
  record OutOfView(int number) implements MemberView {
    @Override
    public InView seeing(ChannelSnapshot next, NameClaim claim) {
      Member member = claim.isThere(next) ? new Unconfirmed() : new Absent();
      return new InView(number + 1, next, member, new Nothing(0));
    }

    @Override
    public OutOfView lost() {
      return this;
    }

    @Override
    public boolean awaits(TenancyEffect.Request request) {
      return false;
    }

    @Override
    public OutOfView answered(TenancyEffect.Request request) {
      return this;
    }

    @Override
    public OutOfView acknowledged(TenancyEffect.Request request) {
      return this;
    }

    @Override
    public OutOfView unhindered() {
      return this;
    }
  }

  /** The session is in view. */
  record InView(int number, ChannelSnapshot seen, Member member, Awaited awaited)
      implements MemberView {
    @Override
    public InView seeing(ChannelSnapshot next, NameClaim claim) {
      boolean isGone = claim.isThere(seen) && !claim.isThere(next);
      return new InView(
          number, next, member(next, claim, isGone), isGone ? awaited.unhindered() : awaited);
    }

    private Member member(ChannelSnapshot next, NameClaim claim, boolean isGone) {
      boolean isTaken = claim.isTaken(next);
      if (isGone) {
        return isTaken ? new Taken() : new Absent();
      }
      if (member instanceof Absent && !isAsking() && claim.isThere(next)) {
        return new Unconfirmed();
      }
      return member instanceof Taken && !isTaken ? new Absent() : member;
    }

    @Override
    public OutOfView lost() {
      return new OutOfView(number);
    }

    @Override
    public boolean awaits(TenancyEffect.Request request) {
      return awaited instanceof Asked asked && asked.request().equals(request);
    }

    boolean isAsking() {
      return awaited instanceof Asked;
    }

    boolean isInLine() {
      return awaited instanceof InLine;
    }

    boolean isHindered() {
      return awaited instanceof Hindered;
    }

    /** Whether Ably has acknowledged {@code data}, and nothing since. */
    boolean shows(AgentPresence data) {
      return member.equals(new Shown(data));
    }

    /** Whether the member, or the one whose place it takes, is in the set, or is about to be seen there. */
    boolean isThere(NameClaim claim) {
      return claim.isOurs(seen) || (member instanceof Shown && !claim.isTaken(seen));
    }

    InView asking(TenancyEffect.Request request) {
      return awaiting(new Asked(request, awaited.refusals()));
    }

    /** The view once a turn is awaited. */
    InView inLine() {
      return awaiting(new InLine(awaited.refusals()));
    }

    /** The view once what was asked is refused for now. */
    InView hindered() {
      return awaiting(new Hindered(awaited.refusals() + 1));
    }

    /** The view once nothing is asked or awaited any more. */
    InView idle() {
      return awaiting(new Nothing(awaited.refusals()));
    }

    private InView awaiting(Awaited next) {
      return new InView(number, seen, member, next);
    }

    @Override
    public InView unhindered() {
      return awaiting(awaited.unhindered());
    }

    @Override
    public InView answered(TenancyEffect.Request request) {
      return awaits(request) ? idle() : this;
    }

    @Override
    public InView acknowledged(TenancyEffect.Request request) {
      return awaits(request) && request instanceof TenancyEffect.Show show
          ? new InView(number, seen, member.shown(show.data()), new Nothing(0))
          : answered(request);
    }

    /** The view once it is known that the member may be entered again. */
    InView absent() {
      return new InView(number, seen, new Absent(), new Nothing(0));
    }
  }

  /** The view once {@code next} is seen. */
  InView seeing(ChannelSnapshot next, NameClaim claim);

  OutOfView lost();

  /** Whether an answer to {@code request} is one to what is asked now. */
  boolean awaits(TenancyEffect.Request request);

  /** The view once {@code request} is answered, if that is what is asked now. */
  MemberView answered(TenancyEffect.Request request);

  /**
   * The view once Ably has done what it was asked for. If that comes out of view, or late, the member may be
   * there or not: that is seen in the next view.
   */
  MemberView acknowledged(TenancyEffect.Request request);

  /** The view in which no refusal is waited out any more. */
  MemberView unhindered();

  /** What Ably has of the member, as far as it has acknowledged that in this view. */
  sealed interface Member {
    /** The member once Ably has acknowledged {@code data}. */
    default Member shown(AgentPresence data) {
      return this;
    }
  }

  /** Nothing that is known of. */
  record Absent() implements Member {
    @Override
    public Member shown(AgentPresence data) {
      return new Shown(data);
    }
  }

  /**
   * It is in the set, as it was entered in an earlier view. Ably may drop it soon, so that it has to be entered
   * anew, as after every attach that does not go on where it was (Ably features spec, RTP17i); but it is there.
   */
  record Unconfirmed() implements Member {
    @Override
    public Member shown(AgentPresence data) {
      return new Shown(data);
    }
  }

  /** It shows {@code data}. */
  record Shown(AgentPresence data) implements Member {
    @Override
    public Member shown(AgentPresence next) {
      return new Shown(next);
    }
  }

  /** It was there, and now another task's is in its place. */
  record Taken() implements Member {}

  /** What the tenure waits for. */
  sealed interface Awaited {
    /** How often Ably has refused for now what has not succeeded since. */
    int refusals();

    /** This one, unless it is a refusal that is waited out. */
    default Awaited unhindered() {
      return this;
    }
  }

  record Nothing(int refusals) implements Awaited {}

  /** Its turn to show something new. */
  record InLine(int refusals) implements Awaited {}

  /** One answer. */
  record Asked(TenancyEffect.Request request, int refusals) implements Awaited {}

  /** That what hindered Ably passes. */
  record Hindered(int refusals) implements Awaited {
    @Override
    public Awaited unhindered() {
      return new Nothing(refusals);
    }
  }
}
