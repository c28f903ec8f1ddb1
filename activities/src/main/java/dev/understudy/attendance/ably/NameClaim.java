package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.ably.SessionChannel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a tenure stands among the others that are present under its agent's name, as far as its channel
 * knows. Confined to the loop.
 */
final class NameClaim {
  private final AttendanceSpec spec;
  private final Tenure tenure;
  private final SessionChannel channel;
  private final Set<String> tasksOver = new HashSet<>();

  NameClaim(AttendanceSpec spec, Tenure tenure, SessionChannel channel) {
    this.spec = spec;
    this.tenure = tenure;
    this.channel = channel;
  }

  /**
   * Whether this tenure's member is there. Another tenure that entered over the same connection has
   * taken its place: Ably knows members by connection and clientId only.
   */
  boolean isThere() {
    return own()
        .filter(own -> own.task().equals(spec.task()) && own.tenure().equals(tenure))
        .isPresent();
  }

  /**
   * Whether another task's tenure on this worker shows itself in this one's place. It has found that our
   * task is over, before we have heard of that: to re-enter would begin a fight.
   */
  boolean isTaken() {
    return own().filter(own -> !own.task().equals(spec.task())).isPresent();
  }

  private Optional<AgentPresence> own() {
    return channel.own(spec.agent());
  }

  /** Whether a higher tenure of the same task is there. */
  boolean isSuperseded() {
    return channel
        .roster()
        .ruling(spec.agent(), spec.task())
        .filter(ruling -> tenure.isSupersededBy(ruling.tenure()))
        .isPresent();
  }

  /** Another task under the same name in the same session, unless it is known to be over. */
  Optional<String> rival() {
    return rivals().map(AgentPresence::task).findFirst();
  }

  /**
   * A rival that claimed the name before this one's task did. Two that enter at once may both have seen nobody
   * there; then that one keeps it, and each of them knows which it is.
   */
  Optional<String> earlierRival() {
    return rivals().filter(this::isEarlier).map(AgentPresence::task).findFirst();
  }

  private Stream<AgentPresence> rivals() {
    return channel.roster().rivals(spec.agent(), spec.task()).stream()
        .filter(rival -> !tasksOver.contains(rival.task()));
  }

  private boolean isEarlier(AgentPresence rival) {
    long generation = rival.tenure().generation();
    return generation == tenure.generation()
        ? rival.task().compareTo(spec.task()) < 0
        : generation < tenure.generation();
  }

  /** That task is over: what is there of it is a ghost, and no rival. */
  void outlives(String task) {
    tasksOver.add(task);
  }
}
