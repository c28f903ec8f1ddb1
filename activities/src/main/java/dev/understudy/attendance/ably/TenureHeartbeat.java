package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.Sighting;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.lease.held.Ledger;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.RetryPace;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets Temporal hear of one tenure, and the tenure of Temporal. Calls that wait for their answer run on threads that
 * all tenures share; what they bring goes to the loop, to which everything else here is confined.
 */
final class TenureHeartbeat {
  /**
   * How often Temporal is told, and asked.
   *
   * @param policy how often it is told that a tenure is there
   * @param taskWatch how often it is asked which tasks have ended: one that is terminated tells nobody, so someone
   *     has to look
   */
  record Rhythm(HandoffPolicy policy, Duration taskWatch) {
    /** How often who was given back looks for the reason. */
    Duration endWatch() {
      Duration timeout = policy.heartbeatTimeout();
      return timeout.compareTo(taskWatch) < 0 ? timeout : taskWatch;
    }
  }

  /**
   * What all hearts of a worker share.
   *
   * @param scheduler for what must not wait: no heartbeat is late because of another that is not answered
   * @param ledger in which each tenure stands for as long as it beats
   */
  record Pace(
      Rhythm rhythm,
      ScheduledExecutorService scheduler,
      AblyConnections connections,
      Ledger ledger) {
    static Pace of(
        AblyConnections connections, Attendances.ToTemporal temporal, Duration taskWatch) {
      return new Pace(
          new Rhythm(connections.policy(), taskWatch),
          temporal.heartbeats(),
          connections,
          temporal.ledger());
    }

    ScheduledExecutorService loop() {
      return connections.loop();
    }

    /** For calls to Temporal that may take their time. */
    Executor background() {
      return connections.background();
    }
  }

  /** More than an answer of Temporal takes, and far less than offline time that anybody would mind. */
  private static final Duration LOOK_PATIENCE = Duration.ofSeconds(1);

  private final AttendanceCall call;
  private final String task;
  private final Pace pace;
  private final List<Future<?>> rhythms = new ArrayList<>();
  private Optional<Ledger.Line> line = Optional.empty();

  /** Written on the loop, read by the scheduler. */
  private volatile AttendanceDetails details;

  /** When the attempt was taken, on the scale of {@link System#nanoTime}. */
  private final long begunAtNanos = System.nanoTime();

  TenureHeartbeat(AttendanceCall call, String task, AttendanceDetails start, Pace pace) {
    this.call = call;
    this.task = task;
    this.details = start;
    this.pace = pace;
  }

  /** Begins to beat for {@code tenure}, and to watch its task. */
  void start(HeldAttendance tenure) {
    line = Optional.of(pace.ledger().add(call.entry()));
    Duration period = pace.rhythm().policy().heartbeatPeriod();
    every(period, atAnyTimeIn(period), () -> beat(tenure));
    // Its task may have ended before this worker began to look for those that end.
    rhythms.add(pace.scheduler()
        .schedule(
            () -> askWhetherRuns(task, runs -> endUnless(runs, tenure)),
            pace.rhythm().taskWatch().toMillis(),
            TimeUnit.MILLISECONDS));
  }

  /**
   * Agents that come together would beat together. Temporal waits longer for the first: it has just given this
   * one out.
   */
  private static Duration atAnyTimeIn(Duration period) {
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(period.toNanos()));
  }

  private void every(Duration period, Duration delay, Runnable action) {
    rhythms.add(pace.scheduler()
        .scheduleAtFixedRate(action, delay.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void beat(HeldAttendance tenure) {
    long sentAtNanos = System.nanoTime();
    Future<?> unused = call.beat(details, pace.background())
        .thenAcceptAsync(beat -> onBeat(tenure, beat, sentAtNanos), pace.loop());
  }

  private void onBeat(HeldAttendance tenure, AttendanceCall.Beat beat, long sentAtNanos) {
    switch (beat) {
      case HEARD -> tenure.onHeard(sentAtNanos);
      case RESET -> tenure.onReset();
      case OVER -> tenure.onOver();
      case UNHEARD -> {}
    }
  }

  private void endUnless(boolean runs, HeldAttendance tenure) {
    if (!runs) {
      lookAtTask(tenure);
    }
  }

  /** Asks whether the task has ended, and ends the tenure if so. */
  void lookAtTask(HeldAttendance tenure) {
    pace.background().execute(() -> endIfTaskHas(tenure));
  }

  /** A task that closes its attendance gives it a reason, and ends before the next beat tells of that. */
  private void endIfTaskHas(HeldAttendance tenure) {
    knownEnd().ifPresent(reason -> end(tenure, reason));
  }

  private Optional<LeaveReason> knownEnd() {
    return call.attendanceEnd().or(() -> call.taskEnd(task));
  }

  /** Temporal first: the attempt of an agent that left before that would be followed by another. */
  private void end(HeldAttendance tenure, LeaveReason reason) {
    if (call.complete(reason)) {
      pace.loop().execute(() -> tenure.leave(reason));
    } else {
      later(() -> lookAtTask(tenure));
    }
  }

  /** Stops beating and looks for the reason why this tenure is over. */
  void watchForEnd(HeldAttendance tenure) {
    stop();
    every(
        pace.rhythm().endWatch(),
        Duration.ZERO,
        () -> pace.background().execute(() -> lookForEnd(tenure)));
  }

  /**
   * Looks for that reason once, without waiting for the next time.
   *
   * @param then is run on the loop once it is known, or not after a moment: while Temporal answers nobody, there is
   *     nobody else
   */
  void lookForEnd(HeldAttendance tenure, Runnable then) {
    CompletableFuture<Void> unused = CompletableFuture.runAsync(
            () -> lookForEnd(tenure), pace.background())
        .completeOnTimeout(null, LOOK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .whenCompleteAsync((looked, failure) -> then.run(), pace.loop());
  }

  private void lookForEnd(HeldAttendance tenure) {
    knownEnd().ifPresent(reason -> pace.loop().execute(() -> tenure.leave(reason)));
  }

  /** When the attempt was taken: Temporal had just given it to this worker. */
  long begunAtNanos() {
    return begunAtNanos;
  }

  /** For how long Temporal gives a tenure to nobody else after it has heard of it. */
  Duration patience() {
    return pace.rhythm().policy().heartbeatTimeout();
  }

  /** What the next beat tells. */
  void say(AttendanceDetails next) {
    details = next;
  }

  /** Asks until it is known whether another task still runs; the answer comes on the loop. */
  void askWhetherRuns(String otherTask, Consumer<Boolean> answer) {
    pace.background()
        .execute(() -> call.isRunning(otherTask)
            .ifPresentOrElse(
                runs -> pace.loop().execute(() -> answer.accept(runs)),
                () -> later(() -> askWhetherRuns(otherTask, answer))));
  }

  /** Tells the task; the answer, whether it is told or needs not to be any more, comes on the loop. */
  void report(Sighting sighting, Consumer<Boolean> answer) {
    pace.background().execute(() -> {
      boolean isDelivered = call.report(task, sighting);
      pace.loop().execute(() -> answer.accept(isDelivered));
    });
  }

  /** Tells the task how its agent came here; the answer, as that to a report, comes on the loop. */
  void tell(Handoff handoff, Consumer<Boolean> answer) {
    pace.background().execute(() -> {
      boolean isDelivered = call.tell(task, handoff);
      pace.loop().execute(() -> answer.accept(isDelivered));
    });
  }

  /** Asks once why the agent has come here, which {@code from} held; the answer comes on the loop. */
  void askWhy(String from, Consumer<Handoff.Reason> answer) {
    pace.background().execute(() -> {
      Handoff.Reason reason = call.reason(from);
      pace.loop().execute(() -> answer.accept(reason));
    });
  }

  /** Does something on the loop, after a moment in which what hindered it may have passed. */
  void later(Runnable action) {
    RetryPace.later(pace.loop(), action);
  }

  /** Does something on the loop, later the more often Ably has refused it. */
  void later(int refusals, Runnable action) {
    RetryPace.later(pace.loop(), refusals, action);
  }

  void later(Duration delay, Runnable action) {
    Future<?> unused = pace.loop().schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  void fail(ApplicationFailure failure) {
    pace.scheduler().execute(() -> call.fail(failure));
  }

  void stop() {
    line.ifPresent(Ledger.Line::strike);
    rhythms.forEach(rhythm -> rhythm.cancel(false));
    rhythms.clear();
  }
}
