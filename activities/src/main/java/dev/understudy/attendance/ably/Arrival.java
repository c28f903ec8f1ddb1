package dev.understudy.attendance.ably;

import dev.understudy.attendance.Handoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How an agent comes to one tenure, as that tenure sees it in the session: who was there before, whether the agent
 * was missed, and how long the ghost stayed. A pure state machine: each sight gives the next state, and says when
 * it was.
 */
sealed interface Arrival {
  /**
   * What is there of the agent at a moment.
   *
   * @param before lower tenures of the same task that are there
   * @param isThere whether the tenure itself is
   * @param isBlind whether members of other workers may be there that are not seen
   */
  record Sight(Instant at, List<Handoff.Turn> before, boolean isThere, boolean isBlind) {
    public Sight {
      before = List.copyOf(before);
    }

    private Optional<Handoff.Turn> last() {
      return before.stream().max(Comparator.comparing(Handoff.Turn::tenure));
    }
  }

  /**
   * It has not been seen in the session yet.
   *
   * @param from who held the agent before; empty if nobody has, as far as is known
   */
  record Coming(Optional<Handoff.Turn> from, Before before) implements Arrival {
    @Override
    public Arrival seen(Sight sight) {
      Optional<Handoff.Turn> known = from.or(sight::last);
      if (sight.isThere()) {
        return known.<Arrival>map(turn -> arrived(turn, sight)).orElseGet(First::new);
      }
      return new Coming(known, sight.isBlind() ? before.lostView() : before.seen(sight));
    }

    private Arrived arrived(Handoff.Turn known, Sight sight) {
      Gap gap = sight.isBlind() ? Gap.UNSEEN : before.gap(sight);
      return new Arrived(known, sight.at(), gap, Optional.empty()).seen(sight);
    }

    @Override
    public Arrival lostView() {
      return new Coming(from, before.lostView());
    }
  }

  /** It is the first that holds the agent. Final. */
  record First() implements Arrival {}

  /**
   * It has taken the agent over.
   *
   * @param ghost how long members of lower tenures were still there; empty while they are, or are not seen
   */
  record Arrived(Handoff.Turn from, Instant entered, Gap gap, Optional<Duration> ghost)
      implements Arrival {
    @Override
    public Arrived seen(Sight sight) {
      return ghost.isPresent() || sight.isBlind() || !sight.before().isEmpty()
          ? this
          : new Arrived(from, entered, gap, Optional.of(Duration.between(entered, sight.at())));
    }
  }

  /** Whether a member of a lower tenure was there, before the own one was. */
  sealed interface Before {
    Before seen(Sight sight);

    Before lostView();

    /** Without any member of the agent, until {@code sight}, in which the own one is there. */
    Gap gap(Sight sight);
  }

  /** What is there is out of view, or has not been looked at. */
  record Unseen() implements Before {
    @Override
    public Before seen(Sight sight) {
      return sight.before().isEmpty() ? new Gone(sight.at(), false) : new There();
    }

    @Override
    public Unseen lostView() {
      return this;
    }

    /** Who is there still has been all the time: ghosts do not come back. */
    @Override
    public Gap gap(Sight sight) {
      return sight.before().isEmpty() ? Gap.UNSEEN : Gap.NONE;
    }
  }

  /** One was there when the session was last in view. */
  record There() implements Before {
    @Override
    public Before seen(Sight sight) {
      return sight.before().isEmpty() ? new Gone(sight.at(), true) : this;
    }

    @Override
    public Unseen lostView() {
      return new Unseen();
    }

    @Override
    public Gap gap(Sight sight) {
      return Gap.NONE;
    }
  }

  /** None is there any more; {@code isSeen} if the last was seen to go. */
  record Gone(Instant since, boolean isSeen) implements Before {
    @Override
    public Before seen(Sight sight) {
      return this;
    }

    @Override
    public Gone lostView() {
      return this;
    }

    @Override
    public Gap gap(Sight sight) {
      return new Gap(Duration.between(since, sight.at()), isSeen);
    }
  }

  /** Time without any member of the agent; at least that long, unless it was seen whole. */
  record Gap(Duration length, boolean isWhole) {
    static final Gap NONE = new Gap(Duration.ZERO, true);
    static final Gap UNSEEN = new Gap(Duration.ZERO, false);
  }

  /** The state of a tenure that begins. */
  static Arrival after(Optional<Handoff.Turn> from) {
    return new Coming(from, new Unseen());
  }

  /** The next state once that is seen. */
  default Arrival seen(Sight sight) {
    return this;
  }

  /** The next state once the session is out of view. */
  default Arrival lostView() {
    return this;
  }
}
