package dev.understudy.audience;

import dev.understudy.presence.People;
import dev.understudy.presence.SightingRank;
import dev.understudy.presence.User;
import java.util.Optional;

/**
 * Who is in a session, as was told or looked at last. Pure. Immutable.
 *
 * @param told when a worker last told who is there; empty before the first has
 * @param now who is there
 * @param most the same people, each with the most devices at once since coming
 */
record PeopleSeen(Optional<SightingRank> told, People now, People most) {
  /** Before anybody has told anything. */
  static final PeopleSeen NOBODY = new PeopleSeen(Optional.empty(), People.NOBODY, People.NOBODY);

  /** What an earlier run of the task knew. */
  static PeopleSeen in(AudiencesMemo earlier) {
    People before = earlier.onMore().orElse(People.NOBODY);
    return new PeopleSeen(earlier.seen(), earlier.people(), most(earlier.people(), before));
  }

  /** Those of them who were on more devices before; empty if nobody was. */
  Optional<People> onMore() {
    People onMore = new People(
        most.users().stream().filter(user -> !now.users().contains(user)).toList());
    return Optional.of(onMore).filter(some -> !some.isEmpty());
  }

  /** Whether a worker has told of this already, or of something newer. */
  boolean isOld(SightingRank order) {
    return told.filter(last -> last.compareTo(order) >= 0).isPresent();
  }

  /** What is known once a worker has told it. */
  PeopleSeen told(SightingRank order, People there) {
    return new PeopleSeen(Optional.of(order), there, most(there, most));
  }

  /** What is known once somebody has looked. */
  PeopleSeen found(People there) {
    return new PeopleSeen(told, there, most(there, most));
  }

  /** Those who are {@code there}, each with the most devices of now and {@code before}. */
  private static People most(People there, People before) {
    return new People(there.users().stream()
        .map(user -> before
            .user(user.clientId())
            .filter(earlier -> earlier.devices() > user.devices())
            .map(earlier -> new User(user.clientId(), earlier.devices(), user.role()))
            .orElse(user))
        .toList());
  }
}
