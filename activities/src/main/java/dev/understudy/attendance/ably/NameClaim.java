package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.Tenure;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a tenure stands among the others that are present under its agent's name. Immutable.
 *
 * @param tasksOver other tasks that are known to be over: what is there of them are ghosts, and no rivals
 * @param isSettled whether the tenure has entered: who has entered once must come back after a loss at once
 */
record NameClaim(AttendanceSpec spec, Tenure tenure, Set<String> tasksOver, boolean isSettled) {
  NameClaim {
    tasksOver = Set.copyOf(tasksOver);
  }

  /** The claim of a tenure that has not entered yet. */
  NameClaim(AttendanceSpec spec, Tenure tenure) {
    this(spec, tenure, Set.of(), false);
  }

  NameClaim settled() {
    return new NameClaim(spec, tenure, tasksOver, true);
  }

  /** The claim once {@code task} is known to be over. */
  NameClaim outliving(String task) {
    Set<String> over = new HashSet<>(tasksOver);
    over.add(task);
    return new NameClaim(spec, tenure, over, isSettled);
  }

  String task() {
    return spec.task();
  }

  /**
   * Whether this tenure's member is there. Another tenure that entered over the same connection has
   * taken its place: Ably knows members by connection and clientId only.
   */
  boolean isThere(ChannelSnapshot seen) {
    return seen.own()
        .filter(own -> own.task().equals(task()) && own.tenure().equals(tenure))
        .isPresent();
  }

  /**
   * Whether this tenure's member is there, or a predecessor's that came over the same connection: it is this
   * tenure's to replace, and to take out of the session.
   */
  boolean isOurs(ChannelSnapshot seen) {
    return seen.own()
        .filter(own -> own.task().equals(task()) && !tenure.isSupersededBy(own.tenure()))
        .isPresent();
  }

  /**
   * Whether another task's tenure on this worker shows itself in this one's place. It has found that our
   * task is over, before we have heard of that: to re-enter would begin a fight.
   */
  boolean isTaken(ChannelSnapshot seen) {
    return seen.own().filter(own -> !own.task().equals(task())).isPresent();
  }

  /** Whether a higher tenure of the same task is there. */
  boolean isSuperseded(ChannelSnapshot seen) {
    return seen.roster()
        .ruling(spec.agent(), task())
        .filter(ruling -> tenure.isSupersededBy(ruling.tenure()))
        .isPresent();
  }

  /** Another task under the same name in the same session, unless it is known to be over. */
  Optional<String> rival(ChannelSnapshot seen) {
    return rivals(seen).map(AgentPresence::task).findFirst();
  }

  /**
   * A rival that claimed the name before this one's task did. Two that enter at once may both have seen nobody
   * there; then that one keeps it, and each of them knows which it is.
   */
  Optional<String> earlierRival(ChannelSnapshot seen) {
    return rivals(seen).filter(this::isEarlier).map(AgentPresence::task).findFirst();
  }

  private Stream<AgentPresence> rivals(ChannelSnapshot seen) {
    return seen.roster().rivals(spec.agent(), task()).stream()
        .filter(rival -> !tasksOver.contains(rival.task()));
  }

  private boolean isEarlier(AgentPresence rival) {
    long generation = rival.tenure().generation();
    return generation == tenure.generation()
        ? rival.task().compareTo(task()) < 0
        : generation < tenure.generation();
  }
}
