package dev.understudy.samples.stage;

import dev.understudy.cli.text.Fault;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.samples.watcher.AblyAccess;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Verdict;
import io.ably.lib.types.ClientOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The servers, the workers and the watcher of a demo, all of them ready. Thread-safe for what the
 * watcher tells; otherwise confined to one thread.
 */
public final class Stage {
  /** The clientId of the agent. */
  public static final String AGENT = "writer";

  private final Cast cast;
  private final Setting setting;
  private final Terminal terminal;
  private final String channel;
  private final String task;
  private final Patience patience;
  private final Map<String, String> environment;
  private final StagedWatcher watcher;
  private final Workers workers;

  private Stage(
      Cast cast,
      Setting setting,
      Terminal terminal,
      Narrator narrator,
      String channel,
      String task) {
    this.cast = cast;
    this.setting = setting;
    this.terminal = terminal;
    this.channel = channel;
    this.task = task;
    this.patience = new Patience(cast::requireAllAlive);
    say("starting Temporal and ably-local");
    this.environment = new Servers(cast, patience).start(setting.temporal());
    this.watcher = new StagedWatcher(patience, event -> tell(terminal, narrator, event));
    this.workers = new Workers(
        cast, environment, Workers.arguments(task, setting.policy()), patience, terminal);
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @param channel which the watcher watches
   * @param task the id of the task, or how the ids of several begin, and their task queue
   * @throws Fault if something does not start
   */
  public static Stage set(
      Cast cast,
      Setting setting,
      Terminal terminal,
      Narrator narrator,
      String channel,
      String task) {
    Stage stage = new Stage(cast, setting, terminal, narrator, channel, task);
    stage.say("starting two workers and a watcher");
    cast.start("watcher", stage.environment, List.of("judge", channel), stage.watcher);
    stage.workers.add();
    stage.workers.add();
    stage.workers.awaitReady();
    stage.patience.await("the watcher to watch", stage.watcher::ready);
    return stage;
  }

  private static void tell(Terminal terminal, Narrator narrator, Event event) {
    narrator.line(event).ifPresent(line -> terminal.print(event.atMillis(), line));
  }

  /** Tells whoever looks on what the demo itself does now. */
  public void say(String what) {
    say(System.currentTimeMillis(), what);
  }

  /** Tells whoever looks on what happened then, in milliseconds since the epoch. */
  public void say(long atMillis, String what) {
    terminal.print(atMillis, what);
  }

  /** Starts the task: {@code starter} starts its workflow. */
  public StagedTask start(BiConsumer<WorkflowClient, WorkflowOptions> starter) {
    return start(task, starter);
  }

  /** Starts one of several tasks, whose id is {@code id}. */
  public StagedTask start(String id, BiConsumer<WorkflowClient, WorkflowOptions> starter) {
    return StagedTask.start(environment.getOrDefault(Servers.TEMPORAL, ""), task, id, starter);
  }

  /** Starts the process of all devices that people come with; they come and go as it is told. */
  public Child addDevices() {
    return add("devices", List.of("devices", channel));
  }

  /** Starts one more process, which gets to know the servers, and waits until it says it is ready. */
  public Child add(String name, List<String> arguments) {
    Announcement announcement = new Announcement(patience);
    Child child = cast.start(name, environment, arguments, announcement);
    patience.await(name + " to be ready", announcement::heard);
    return child;
  }

  /** Options of a client of the Ably on stage, which does not connect by itself. */
  public ClientOptions ably() {
    return AblyAccess.fromEnvironment(environment);
  }

  /** Has the watcher judge, which ends it. */
  public Verdict verdict() {
    Child child = cast.named("watcher");
    cast.excuse(child);
    child.closeInput();
    return patience.await("the watcher's verdict", watcher::verdict);
  }

  /** What that verdict says of the agent. */
  public static ClientVerdict ofAgent(Verdict verdict) {
    return Optional.ofNullable(verdict.clients().get(AGENT))
        .orElseThrow(() -> new IllegalStateException("the watcher never saw the agent"));
  }

  /** What the watcher has seen of the agent. */
  public Sightings agent() {
    return sightings(AGENT);
  }

  /** What the watcher has seen of that client. */
  public Sightings sightings(String clientId) {
    return watcher.sightings(clientId);
  }

  public Workers workers() {
    return workers;
  }

  public Patience patience() {
    return patience;
  }

  public HandoffPolicy policy() {
    return setting.policy();
  }

  /** The channel of the session. */
  public String channel() {
    return channel;
  }

  /** The id of the task. */
  public String task() {
    return task;
  }

  /** The directory where the task puts its work down. */
  public Path desk() {
    return cast.directory();
  }
}
