package dev.understudy.samples.stage;

import dev.understudy.cli.Fault;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.samples.watcher.AblyAccess;
import dev.understudy.samples.watcher.Report;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Ready;
import dev.understudy.samples.watcher.Report.Verdict;
import io.ably.lib.types.ClientOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The servers, the workers and the watcher of the demo, all of them ready. Thread-safe for what the
 * watcher tells; otherwise confined to one thread.
 */
public final class Stage {
  /** The clientId of the agent. */
  public static final String AGENT = "writer";

  /** Within which a process should be ready. */
  public static final Duration START = Duration.ofSeconds(60);

  private static final Duration JUDGEMENT = Duration.ofSeconds(15);

  private final Cast cast;
  private final Setting setting;
  private final Narrator narrator;
  private final String taskQueue;
  private final Patience patience;
  private final Sightings sightings = new Sightings(AGENT);
  private final Told<Ready> watching = new Told<>();
  private final Told<Verdict> verdict = new Told<>();
  /** Those that are alive. */
  private final Map<String, Announcement> workers = new HashMap<>();

  private final Map<String, String> environment = new HashMap<>();
  private String temporal = "";
  private int started;

  private Stage(Cast cast, Setting setting, Narrator narrator, String taskQueue) {
    this.cast = cast;
    this.setting = setting;
    this.narrator = narrator;
    this.taskQueue = taskQueue;
    this.patience = new Patience(cast::requireAllAlive);
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @throws Fault if something does not start
   */
  public static Stage set(
      Cast cast, Setting setting, Narrator narrator, String channel, String taskQueue) {
    Stage stage = new Stage(cast, setting, narrator, taskQueue);
    stage.begin("starting Temporal and ably-local");
    stage.startServers();
    stage.begin("starting two workers and a watcher");
    stage.startWatcher(channel);
    stage.addWorker();
    stage.addWorker();
    stage.patience.await(
        "two workers to be ready", START, () -> Optional.of(true).filter(yes -> stage.isReady()));
    stage.patience.await("the watcher to watch", START, stage.watching::heard);
    return stage;
  }

  private void begin(String what) {
    narrator.deed(what);
  }

  private void startServers() {
    Announcement ably = new Announcement(patience);
    cast.start("ably-local", Map.of(), server("ably-local"), ably);
    temporal = setting.temporal().orElseGet(this::startTemporal);
    var where = patience.await("ably-local to be ready", START, ably::heard);
    environment.put("ABLY_KEY", where.path("key").asText());
    environment.put("ABLY_HOST", where.path("host").asText());
    environment.put("ABLY_PORT", where.path("port").asText());
    environment.put("ABLY_TLS", "false");
    environment.put("TEMPORAL_ADDRESS", temporal);
    environment.put("TEMPORAL_NAMESPACE", "default");
    environment.put("TEMPORAL_CONFIG_FILE", plainConfiguration().toString());
  }

  private String startTemporal() {
    Announcement announcement = new Announcement(patience);
    cast.start("temporal", Map.of(), server("temporal-test-server"), announcement);
    var where = patience.await("Temporal's test server to be ready", START, announcement::heard);
    return where.path("host").asText() + ":" + where.path("port").asText();
  }

  private static List<String> server(String command) {
    return List.of(command, "--port", "0", "--until-stdin-closes");
  }

  /** In place of the configuration that this machine's user may have for other purposes. */
  private Path plainConfiguration() {
    try {
      return Files.writeString(cast.directory().resolve("temporal.toml"), "[profile.default]\n");
    } catch (IOException e) {
      throw new UncheckedIOException("temporal.toml", e);
    }
  }

  private void startWatcher(String channel) {
    cast.start("watcher", environment, List.of("watch", channel), this::onWatcher);
  }

  private void onWatcher(String line) {
    Report report = Report.parse(line);
    if (report instanceof Event event) {
      sightings.add(event);
      narrator.event(event);
    } else if (report instanceof Ready ready) {
      watching.tell(ready);
    } else if (report instanceof Verdict last) {
      verdict.tell(last);
    }
    patience.wakeUp();
  }

  /** Starts one more worker, with a name that none had before; does not wait for it. */
  public void addWorker() {
    HandoffPolicy policy = setting.policy();
    String name = WorkerNames.nth(started++);
    Announcement announcement = new Announcement(patience);
    workers.put(name, announcement);
    List<String> arguments =
        new ArrayList<>(List.of("worker", "--task-queue", taskQueue, "--name", name));
    arguments.addAll(List.of("--remain-present-for", policy.remainPresentFor().toString()));
    arguments.addAll(List.of("--heartbeat-interval", policy.heartbeatInterval().toString()));
    arguments.addAll(List.of("--heartbeat-timeout", policy.heartbeatTimeout().toString()));
    arguments.addAll(List.of("--anyway", "--until-stdin-closes"));
    cast.start(name, environment, arguments, announcement);
  }

  /** Starts one more if only one is left. */
  public void ensureStandby() {
    if (workers.size() < 2) {
      addWorker();
    }
  }

  /** Starts one more worker, and waits until every worker is ready. */
  public void addReadyWorker() {
    addWorker();
    patience.await(
        "one more worker to be ready", START, () -> Optional.of(true).filter(yes -> isReady()));
  }

  /** Whether every worker is. */
  public boolean isReady() {
    return workers.values().stream().allMatch(Stage::isReady);
  }

  private static boolean isReady(Announcement worker) {
    return worker.heard().isPresent();
  }

  /** Whether any worker may die and leave one that is ready. */
  public boolean canSpareOne() {
    return workers.values().stream().filter(Stage::isReady).count() > 1;
  }

  /** Whether a worker of that name has not been killed or dismissed. */
  public boolean isAlive(String worker) {
    return workers.containsKey(worker);
  }

  private Child worker(String name) {
    return cast.named(name);
  }

  /**
   * Ends, with SIGKILL, the worker that holds the agent.
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
   * Ends a worker with SIGKILL.
   *
   * @param doing what it does, for those who look on
   * @return when, in milliseconds since the epoch
   */
  public long kill(String worker, String doing) {
    Child victim = worker(worker);
    long nowMillis = System.currentTimeMillis();
    cast.excuse(victim);
    victim.kill();
    workers.remove(worker);
    narrator.deed(
        nowMillis, "kill -9 %s, process %d, which %s".formatted(worker, victim.pid(), doing));
    return nowMillis;
  }

  /** Starts one more process, which gets to know the servers, and waits until it says it is ready. */
  public Child add(String name, List<String> arguments) {
    Announcement announcement = new Announcement(patience);
    Child child = cast.start(name, environment, arguments, announcement);
    patience.await(name + " to be ready", START, announcement::heard);
    return child;
  }

  /** Options of a client of the Ably on stage, which does not connect by itself. */
  public ClientOptions ably() {
    return AblyAccess.fromEnvironment(environment);
  }

  /** Has a worker stop, properly, and waits until it has. */
  public void dismiss(String worker) {
    Child child = worker(worker);
    cast.excuse(child);
    child.closeInput();
    patience.await(
        worker + " to stop", START, () -> Optional.of(true).filter(yes -> !child.isAlive()));
    workers.remove(worker);
  }

  /** Has the watcher judge, which ends it. */
  public Verdict verdict() {
    Child watcher = cast.named("watcher");
    cast.excuse(watcher);
    watcher.closeInput();
    return patience.await("the watcher's verdict", JUDGEMENT, verdict::heard);
  }

  public Patience patience() {
    return patience;
  }

  public Sightings sightings() {
    return sightings;
  }

  /** Host and port of the Temporal server. */
  public String temporal() {
    return temporal;
  }

  /** The directory where the task puts its work down. */
  public Path desk() {
    return cast.directory();
  }
}
