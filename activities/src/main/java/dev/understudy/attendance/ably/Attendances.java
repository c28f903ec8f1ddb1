package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.Handoff;
import dev.understudy.lease.held.Ledger;
import dev.understudy.metrics.Metric;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.AblyRefusedException;
import dev.understudy.presence.ably.Failures;
import dev.understudy.presence.ably.SessionChannel;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The agents that this worker keeps present: none of them has a thread of its own. Thread-safe; ends
 * with {@link #relay} and the connections that it was made with.
 */
public final class Attendances {
  /**
   * Who holds them.
   *
   * @param worker its name, the same as its identity in Temporal
   * @param maxAgents how many it takes at the most; Temporal does not limit what holds no thread
   */
  public record Holder(String worker, int maxAgents) {
    private static final int MAX_NAME_LENGTH = 128;

    public Holder {
      Objects.requireNonNull(worker, "a worker's name must not be null");
      if (worker.isBlank() || worker.length() > MAX_NAME_LENGTH) {
        throw new IllegalArgumentException(
            "a worker's name is from 1 to %d characters but was \"%s\""
                .formatted(MAX_NAME_LENGTH, worker));
      }
      if (maxAgents < 1) {
        throw new IllegalArgumentException("maxAgents must be at least 1 but was " + maxAgents);
      }
    }
  }

  /** How often to look for tasks that have ended without a word; one that ends by itself says so at once. */
  private static final Duration TASK_WATCH = Duration.ofSeconds(10);

  private final AblyConnections connections;
  private final WorkflowClient client;
  private final Holder holder;

  /** For those that Temporal counts on; who was given back and lingers takes no other's room. */
  private final Semaphore room;

  /** Those that have not ended, and what is on its way to the loop. */
  private final AtomicInteger count = new AtomicInteger();

  private final TenureHeartbeat.Pace pace;
  private final HandoffHearing hearing;
  private volatile boolean isRelaying;

  /** Those that are held, by the attendance's workflow id. Confined to the loop. */
  private final Map<String, HeldAttendance> held = new LinkedHashMap<>();

  /** Completed, on the loop, when nothing is held and nothing more will be. */
  private final CompletableFuture<Void> allEnded = new CompletableFuture<>();

  /**
   * How it reaches Temporal.
   *
   * @param heartbeats the scheduler of all of this worker's heartbeats; a few threads are enough
   * @param ledger in which each attendance stands for as long as it is held
   */
  public record ToTemporal(
      WorkflowClient client, ScheduledExecutorService heartbeats, Ledger ledger) {}

  /**
   * Holds nothing yet.
   *
   * @param hearing of the handoffs by which it gets what it holds
   */
  public Attendances(
      AblyConnections connections, ToTemporal temporal, Holder holder, HandoffHearing hearing) {
    this(
        connections,
        temporal.client(),
        holder,
        TenureHeartbeat.Pace.of(connections, temporal, TASK_WATCH),
        hearing);
  }

  /** Holds nothing yet; what it holds beats in {@code pace}. */
  Attendances(
      AblyConnections connections,
      WorkflowClient client,
      Holder holder,
      TenureHeartbeat.Pace pace,
      HandoffHearing hearing) {
    this.connections = connections;
    this.client = client;
    this.holder = holder;
    this.room = new Semaphore(holder.maxAgents());
    this.pace = pace;
    this.hearing = hearing;
    watchTasks(new EndedTasks(client));
  }

  private void watchTasks(EndedTasks tasks) {
    long period = pace.rhythm().taskWatch().toMillis();
    Future<?> unused = pace.scheduler()
        .scheduleWithFixedDelay(
            () -> pace.background().execute(() -> lookForEnded(tasks)),
            period,
            period,
            TimeUnit.MILLISECONDS);
  }

  /** If the server does not tell which tasks have ended, each agent asks for its own. */
  private void lookForEnded(EndedTasks tasks) {
    if (count() > 0) {
      Optional<Set<String>> ended = tasks.sinceLastLook();
      connections
          .loop()
          .execute(() -> held.values().stream()
              .filter(one -> ended.map(one::isOf).orElse(true))
              .forEach(HeldAttendance::lookAtTask));
    } else {
      tasks.skip(); // Whoever is held later looks for its task itself, once.
    }
  }

  /** How many agents this worker holds. */
  public int count() {
    return count.get();
  }

  /** Shows how many it holds, and how many it would, as a metric. */
  public void measure() {
    hearing.show(count(), holder.maxAgents());
  }

  /** Whether it takes one more. */
  public boolean hasRoom() {
    return room.availablePermits() > 0;
  }

  /** Takes the attendance whose activity {@code context} is, and returns at once. */
  void take(AttendanceSpec spec, ActivityExecutionContext context) {
    Beginning beginning = Beginning.of(spec, context, holder.worker());
    TenureHeartbeat heartbeat = new TenureHeartbeat(
        new AttendanceCall(client, context.getInfo()), spec.task(), beginning.details(), pace);
    takeRoom();
    context.doNotCompleteOnReturn();
    connections.loop().execute(() -> hold(spec, beginning, heartbeat));
  }

  /** Room first: who relays sees that something comes, or what comes sees that we relay. */
  private void takeRoom() {
    boolean isRoom = room.tryAcquire();
    if (isRoom) {
      count.incrementAndGet();
    }
    boolean isEnding = isRelaying;
    if (isRoom && isEnding) {
      connections.loop().execute(this::leaveRoom);
    }
    if (!isRoom || isEnding) {
      throw Failures.takesNoMore(holder.worker(), isEnding);
    }
  }

  private void leaveRoom() {
    room.release();
    endOne();
  }

  private void endOne() {
    count.decrementAndGet();
    noteWhetherAllEnded();
  }

  private void hold(AttendanceSpec spec, Beginning beginning, TenureHeartbeat heartbeat) {
    if (!connections.canJoin(spec.session())) {
      leaveRoom();
      heartbeat.fail(Failures.cutOff(holder.worker(), connections.isConnected()));
      return;
    }
    try {
      SessionChannel channel = connections.channel(spec.session());
      hold(new HeldAttendance(spec, beginning, channel, heartbeat, new Keeping()));
    } catch (AblyRefusedException refused) {
      leaveRoom();
      heartbeat.fail(Failures.unavailable(
          "%s in %s: %s".formatted(spec.agent(), spec.session(), refused.getMessage())));
    }
  }

  /**
   * A worker that was slow may get an agent again, even ahead of the attempt that it replaces. The next one joins
   * first: a channel that nobody used in between would be detached, and its members with it.
   */
  private void hold(HeldAttendance attendance) {
    HeldAttendance other = held.get(attendance.attendanceId());
    if (other != null && attendance.isSupersededBy(other)) {
      leaveRoom();
      return;
    }
    held.put(attendance.attendanceId(), attendance);
    hearing.onBegin();
    attendance.start();
    if (other != null) {
      other.makeWay();
    }
    if (isRelaying) {
      attendance.relay(AttemptFailure.relayPause(1));
    }
  }

  /** Looks after one that is held. */
  private final class Keeping implements HeldAttendance.Keeper {
    private boolean hasLeftRoom;

    /** Its own next attempt may need the room, on this worker, before it ends. */
    @Override
    public void onGivenBack() {
      if (!hasLeftRoom) {
        hasLeftRoom = true;
        room.release();
      }
    }

    @Override
    public void onEntered(Duration after) {
      hearing.onEntered(after);
    }

    @Override
    public void onRefusal(int code) {
      connections.measures().count(Metric.ABLY_REFUSALS, "presence", String.valueOf(code));
    }

    @Override
    public void onHandoff(Handoff handoff) {
      hearing.onHandoff(handoff);
    }

    @Override
    public void onGhostGone(Handoff handoff) {
      hearing.onGhostGone(handoff);
    }

    @Override
    public void onEnd(HeldAttendance attendance, Optional<LeaveReason> left) {
      hearing.onEnd(left);
      held.remove(attendance.attendanceId(), attendance);
      onGivenBack();
      endOne();
    }
  }

  /** What is on its way to the loop has its room already, and counts. */
  private void noteWhetherAllEnded() {
    if (isRelaying && count() == 0) {
      allEnded.complete(null);
    }
  }

  /**
   * Refuses what a poll that was out has brought to a worker that is cut off.
   *
   * @throws io.temporal.failure.ApplicationFailure benign, for another worker to try
   */
  void requireConnection() {
    if (!connections.isConnected()) {
      throw Failures.cutOff(holder.worker(), false);
    }
  }

  AblyConnections connections() {
    return connections;
  }

  WorkflowClient client() {
    return client;
  }

  /**
   * Takes no more agents and gives those that it holds to other workers, staying present until they
   * are seen there.
   *
   * @return whether all were seen elsewhere, or left for good, within {@code patience}
   */
  public boolean relay(Duration patience) throws InterruptedException {
    beginRelay();
    return awaitRelay(patience);
  }

  /**
   * Waits for a {@linkplain #beginRelay relay that has begun}.
   *
   * @return whether all were seen elsewhere, or left for good, within {@code patience}
   */
  public boolean awaitRelay(Duration patience) throws InterruptedException {
    try {
      allEnded.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Begins to {@linkplain #relay relay}, without waiting for it. */
  public void beginRelay() {
    isRelaying = true;
    connections.loop().execute(() -> {
      Duration pause = AttemptFailure.relayPause(held.size());
      List.copyOf(held.values()).forEach(one -> one.relay(pause));
      noteWhetherAllEnded();
    });
  }

  /** Takes no more agents, and keeps those that it holds until its connections end. */
  public void takeNoMore() {
    isRelaying = true;
  }
}
