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
      return new InView(number + 1, next, new Absent(), new Nothing());
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
  }

  /** The session is in view. */
  record InView(int number, ChannelSnapshot seen, Member member, Awaited awaited)
      implements MemberView {
    @Override
    public InView seeing(ChannelSnapshot next, NameClaim claim) {
      return new InView(number, next, member(next, claim), awaited);
    }

    private Member member(ChannelSnapshot next, NameClaim claim) {
      boolean isTaken = claim.isTaken(next);
      if (claim.isThere(seen) && !claim.isThere(next)) {
        return isTaken ? new Taken() : new Absent();
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

    /** Whether Ably has acknowledged {@code data}, and nothing since. */
    boolean shows(AgentPresence data) {
      return member.equals(new Shown(data));
    }

    /** Whether the member is in the set, or is about to be seen there. */
    boolean isThere(NameClaim claim) {
      return claim.isThere(seen) || (member instanceof Shown && !claim.isTaken(seen));
    }

    InView asking(TenancyEffect.Request request) {
      return new InView(number, seen, member, new Asked(request));
    }

    /** The view once a turn is awaited. */
    InView inLine() {
      return new InView(number, seen, member, new InLine());
    }

    /** The view once nothing is asked or awaited any more. */
    InView idle() {
      return new InView(number, seen, member, new Nothing());
    }

    @Override
    public InView answered(TenancyEffect.Request request) {
      return awaits(request) ? idle() : this;
    }

    @Override
    public InView acknowledged(TenancyEffect.Request request) {
      return awaits(request) && request instanceof TenancyEffect.Show show
          ? new InView(number, seen, member.shown(show.data()), new Nothing())
          : answered(request);
    }

    /** The view once it is known that the member may be entered again. */
    InView absent() {
      return new InView(number, seen, new Absent(), new Nothing());
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
  sealed interface Awaited {}

  record Nothing() implements Awaited {}

  /** Its turn to show something new. */
  record InLine() implements Awaited {}

  /** One answer. */
  record Asked(TenancyEffect.Request request) implements Awaited {}
}
