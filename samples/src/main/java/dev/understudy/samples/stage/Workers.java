package dev.understudy.samples.stage;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.samples.watcher.Report.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The workers of a demo, each a process of its own, of which some die. Confined to one thread. */
public final class Workers {
  private final Cast cast;
  private final Map<String, String> environment;
  private final List<String> arguments;
  private final Patience patience;
  private final Terminal terminal;

  /** What those have said that are alive, in the order in which they were started. */
  private final Map<String, Announcement> alive = new LinkedHashMap<>();

  private int started;

  Workers(
      Cast cast,
      Map<String, String> environment,
      List<String> arguments,
      Patience patience,
      Terminal terminal) {
    this.cast = cast;
    this.environment = environment;
    this.arguments = arguments;
    this.patience = patience;
    this.terminal = terminal;
  }

  /** What makes a worker one of that task queue and policy. */
  public static List<String> arguments(String taskQueue, HandoffPolicy policy) {
    return List.of(
        "worker",
        "--task-queue",
        taskQueue,
        "--remain-present-for",
        policy.remainPresentFor().toString(),
        "--heartbeat-interval",
        policy.heartbeatInterval().toString(),
        "--heartbeat-timeout",
        policy.heartbeatTimeout().toString(),
        "--anyway",
        "--until-stdin-closes");
  }

  /** Starts one more, with a name that none had before; does not wait for it. */
  public void add() {
    String name = WorkerNames.nth(started++);
    Announcement announcement = new Announcement(patience);
    List<String> named = new ArrayList<>(arguments);
    named.addAll(List.of("--name", name));
    alive.put(name, announcement);
    cast.start(name, environment, named, announcement);
  }

  /** Starts one more if only one is left. */
  public void ensureStandby() {
    if (alive.size() < 2) {
      add();
    }
  }

  /** Waits until all of them are ready. */
  public void awaitReady() {
    patience.until("the workers to be ready", this::areReady);
  }

  /** Whether all of them are ready. */
  public boolean areReady() {
    return alive.values().stream().allMatch(Workers::isReady);
  }

  /** Whether any of them may die and leave one that is ready. */
  public boolean canSpareOne() {
    return alive.values().stream().filter(Workers::isReady).count() > 1;
  }

  private static boolean isReady(Announcement worker) {
    return worker.heard().isPresent();
  }

  /** The names of those that are neither killed nor dismissed, the longest at work first. */
  public List<String> names() {
    return List.copyOf(alive.keySet());
  }

  /** Whether one of that name has not been killed or dismissed. */
  public boolean isAlive(String worker) {
    return alive.containsKey(worker);
  }

  /**
   * Ends, with SIGKILL, the one that holds the agent.
   *
   * @param face the member by which it does
   * @param doing what else it does, for those who look on
   */
  public Kill killHolder(Event face, String doing) {
    AgentData data = AgentData.of(face.data());
    long atMillis = kill(data.worker(), doing);
    return new Kill(atMillis, data.worker(), face.connectionId(), data);
  }

  /**
   * Ends one with SIGKILL.
   *
   * @param doing what it does, for those who look on
   * @return when, in milliseconds since the epoch
   */
  public long kill(String worker, String doing) {
    Child victim = cast.named(worker);
    long nowMillis = System.currentTimeMillis();
    cast.excuse(victim);
    victim.kill();
    alive.remove(worker);
    terminal.print(
        nowMillis, "kill -9 %s, process %d, which %s".formatted(worker, victim.pid(), doing));
    return nowMillis;
  }

  /**
   * Tells one to stop as a deploy does, with SIGTERM; does not wait for it.
   *
   * @param doing what it does, for those who look on
   * @return when, in milliseconds since the epoch
   */
  public long terminate(String worker, String doing) {
    Child child = cast.named(worker);
    long nowMillis = System.currentTimeMillis();
    cast.excuse(child);
    child.terminate();
    alive.remove(worker);
    terminal.print(
        nowMillis, "SIGTERM to %s, process %d, which %s".formatted(worker, child.pid(), doing));
    return nowMillis;
  }

  /** Whether the process of one has ended. */
  public boolean hasEnded(String worker) {
    return !cast.named(worker).isAlive();
  }

  /** Has one stop, properly, and waits until it has. */
  public void dismiss(String worker) {
    Child child = cast.named(worker);
    cast.excuse(child);
    child.closeInput();
    patience.until(worker + " to stop", () -> !child.isAlive());
    alive.remove(worker);
  }
}
