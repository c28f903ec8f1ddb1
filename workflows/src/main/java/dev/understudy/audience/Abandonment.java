package dev.understudy.audience;

import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of the work when nobody of its audience is online any more. A device that leaves is not
 * a user who leaves, and a user is only gone when somebody who can see the session says so. While a
 * person has paused the task none of these times runs, and when a person resumes it the work goes on
 * whoever is there. Immutable.
 */
public final class Abandonment {
  /** What happens when the grace is over. */
  public enum Action {
    CONTINUE,
    PAUSE,
    CANCEL
  }

  /** The limit of any time that a task may wait. */
  public static final Duration LONGEST = Duration.ofDays(3650);

  private final Action action;
  private final Duration grace;
  private final Optional<Duration> giveUpAfter;
  private final Optional<Duration> firstArrivalWithin;

  private Abandonment(
      Action action,
      Duration grace,
      Optional<Duration> giveUpAfter,
      Optional<Duration> firstArrivalWithin) {
    this.action = action;
    this.grace = grace;
    this.giveUpAfter = giveUpAfter;
    this.firstArrivalWithin = firstArrivalWithin;
  }

  /** The work goes on whoever is there. */
  public static Abandonment ignored() {
    return new Abandonment(Action.CONTINUE, Duration.ZERO, Optional.empty(), Optional.empty());
  }

  /**
   * The work pauses once nobody has been online for {@code grace}, and goes on when somebody returns.
   *
   * @param grace from zero to ten years
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is out of bounds
   */
  public static Abandonment pauseAfter(Duration grace) {
    return new Abandonment(
        Action.PAUSE, checked("grace", grace), Optional.empty(), Optional.empty());
  }

  /**
   * The task is cancelled, with its clean-up, once nobody has been online for {@code grace}.
   *
   * @param grace from zero to ten years
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is out of bounds
   */
  public static Abandonment cancelAfter(Duration grace) {
    return new Abandonment(
        Action.CANCEL, checked("grace", grace), Optional.empty(), Optional.empty());
  }

  /**
   * This one, which also cancels the task when it has been paused for {@code time} because nobody was
   * there. While a person has paused it, that time does not run.
   *
   * @param time from zero, which cancels instead of pausing, to ten years
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is out of bounds, or if this one
   *     does not pause
   */
  public Abandonment giveUpAfter(Duration time) {
    Refusal.unless(
        action == Action.PAUSE,
        RefusalCode.ABANDONMENT_WAITS_FOR_NOTHING,
        "giveUpAfter needs pauseAfter: nothing else waits for a return");
    return new Abandonment(
        action, grace, Optional.of(checked("giveUpAfter", time)), firstArrivalWithin);
  }

  /**
   * This one, with which {@code AgentSession.attend} does not start the work before the first of the
   * audience has come; work in a session that it has opened itself, with {@code AgentSession.open}, waits at
   * its first checkpoint. Without this, the work starts at once, and only a departure can abandon it.
   *
   * @param limit after which the task is cancelled, from zero, which is
   *     no wait for who is not there already, to ten years
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is out of bounds
   */
  public Abandonment waitForFirstArrival(Duration limit) {
    return new Abandonment(
        action, grace, giveUpAfter, Optional.of(checked("the first arrival's limit", limit)));
  }

  private static Duration checked(String name, Duration value) {
    return Refusal.unlessBetween(name, Duration.ZERO, LONGEST, value);
  }

  public Action action() {
    return action;
  }

  Duration grace() {
    return grace;
  }

  public Optional<Duration> giveUpAfter() {
    return giveUpAfter;
  }

  public Optional<Duration> firstArrivalWithin() {
    return firstArrivalWithin;
  }

  @Override
  public String toString() {
    String base = switch (action) {
      case CONTINUE -> "ignored";
      case PAUSE -> "pauseAfter " + grace;
      case CANCEL -> "cancelAfter " + grace;
    };
    return base
        + giveUpAfter.map(time -> ", giveUpAfter " + time).orElse("")
        + firstArrivalWithin.map(limit -> ", waitForFirstArrival " + limit).orElse("");
  }
}
