package dev.understudy.bench.handoff;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.handoff.AblyLimits;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * So many agents on one worker, which is killed or stopped then, and on the other one. The system property {@code
 * understudy.agents} says how many are to be killed, several numbers with commas between them, and {@code
 * understudy.relayed} how many are to be relayed. Confined to one thread.
 */
public final class HeldAgents {
  private static final String COUNTS = System.getProperty("understudy.agents", "500,1000,2000");

  private static final int RELAYED = Integer.getInteger("understudy.relayed", 100);

  /** A plain agent has a thread and a client of its own. */
  private static final int MOST_PLAIN = Integer.getInteger("understudy.plain", 100);

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** After they have entered: what starting has left to do is done. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private static final Duration AT_REST = Duration.ofSeconds(30);

  /** After the last has entered: all ghosts are gone, and whoever would not be there is seen to leave. */
  private static final Duration AFTERMATH = HeldPlan.POLICY.remainPresentFor().plusSeconds(5);

  private static final int STARTED_AT_ONCE = 16;

  private final Servers servers;
  private final AblyLocal ably;
  private final Kind kind;
  private final Fate fate;
  private final int count;
  private final String queue = "queue-" + UUID.randomUUID();
  private final BlockingQueue<Taken> answers = new LinkedBlockingQueue<>();
  private final List<AgentWatch> watches = new ArrayList<>();

  private HeldAgents(Servers servers, AblyLocal ably, Kind kind, Fate fate, int count) {
    this.servers = servers;
    this.ably = ably;
    this.kind = kind;
    this.fate = fate;
    this.count = count;
  }

  /** Measures, and prints the figures. */
  public static void measure() throws Exception {
    int[] counts = Arrays.stream(COUNTS.split(",", -1))
        .mapToInt(number -> Integer.parseInt(number.strip()))
        .toArray();
    for (int count : counts) {
      measure(Kind.UNDERSTUDY, Fate.KILLED, count);
    }
    if (RELAYED > 0) {
      measure(Kind.UNDERSTUDY, Fate.STOPPED, RELAYED);
    }
    int plain = Math.min(MOST_PLAIN, Arrays.stream(counts).min().orElseThrow());
    if (plain > 0) {
      measure(Kind.PLAIN, Fate.KILLED, plain);
    }
  }

  private static void measure(Kind kind, Fate fate, int count) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%s, %,d agents of a worker that is %s, on %s%n",
        kind.name().toLowerCase(Locale.ROOT),
        count,
        fate.name().toLowerCase(Locale.ROOT),
        Servers.describe());
    try (Servers servers = new Servers();
        AblyLocal ably = AblyLocal.start()) {
      new HeldAgents(servers, ably, kind, fate, count).run();
    }
    if (kind == Kind.UNDERSTUDY && fate == Fate.KILLED) {
      new HeldPlan(count).print();
    }
  }

  private void run() throws Exception {
    List<AblyRealtime> clients = watch();
    try (WorkerProcess first = start("first")) {
      first.awaitReady();
      long begun = System.nanoTime();
      each(this::begin);
      for (AgentWatch watch : watches) {
        watch.awaitHolderAfter(0, PATIENCE);
      }
      say("all present after %.1f s", seconds(System.nanoTime() - begun));
      if (fate == Fate.KILLED) {
        rest(first);
      }
      try (WorkerProcess second = start("second")) {
        second.awaitReady();
        takeOver(first, second);
      }
    } finally {
      each(number -> servers.client().newUntypedWorkflowStub(task(number)).terminate("measured"));
      clients.forEach(AblyRealtime::close);
    }
  }

  /** By plain clients, of as many rooms each as Ably allows them. */
  private List<AblyRealtime> watch() throws AblyException {
    List<AblyRealtime> clients = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      if (number % AblyLimits.CHANNELS == 0) {
        clients.add(Servers.connect(ably));
      }
      AblyRealtime client = clients.get(clients.size() - 1);
      watches.add(new AgentWatch(client, Kind.room(task(number))));
    }
    return clients;
  }

  private String task(int number) {
    return queue + "-" + number;
  }

  private WorkerProcess start(String suffix) {
    String name = queue + "-" + suffix;
    return WorkerProcess.start(
        name,
        HeldPlan.program(count, HeldWorker.class, kind.name(), queue, name),
        servers.environment(ably, ably.port()),
        this::hear);
  }

  private void hear(String line) {
    if (Taken.isOne(line)) {
      answers.add(Taken.parse(line));
    }
  }

  private void begin(int number) {
    WorkflowClient client = servers.client();
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(queue)
        .setWorkflowId(task(number))
        .build();
    String room = Kind.room(task(number));
    switch (kind) {
      case UNDERSTUDY ->
        WorkflowClient.start(client.newWorkflowStub(Stay.class, options)::stay, room);
      case PLAIN ->
        WorkflowClient.start(client.newWorkflowStub(PlainStay.class, options)::stay, room);
    }
  }

  private void each(IntConsumer deed) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(STARTED_AT_ONCE);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int number = 0; number < count; number++) {
        int one = number;
        done.add(threads.submit(() -> deed.accept(one)));
      }
      for (Future<?> one : done) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void rest(WorkerProcess worker) throws Exception {
    Thread.sleep(SETTLED.toMillis());
    Taken before = taken(worker);
    long serverBefore = servers.processorNanos();
    long begun = System.nanoTime();
    Thread.sleep(AT_REST.toMillis());
    Taken after = taken(worker);
    long serverAfter = servers.processorNanos();
    double seconds = seconds(System.nanoTime() - begun);
    say(
        "at rest %.1f %% of a core, %.1f requests a second to Temporal, heap %.0f MiB, %d threads",
        100 * seconds(after.cpuNanos() - before.cpuNanos()) / seconds,
        (after.requests() - before.requests()) / seconds,
        after.heapBytes() / 1048576.0,
        after.threads());
    say(
        "meanwhile Temporal's server takes %.1f %% of a core; load average %s",
        100 * seconds(serverAfter - serverBefore) / seconds, LoadAverage.now());
    Set<String> connections = new HashSet<>();
    watches.forEach(watch -> connections.addAll(watch.connections()));
    say(
        "%d connections have agents; attempts of an agent so far: %s",
        connections.size(), attempts());
  }

  private Taken taken(WorkerProcess worker) throws Exception {
    worker.tell("what?");
    Taken answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (answer == null) {
      throw new IllegalStateException(worker.name() + " does not answer");
    }
    return answer;
  }

  /** The most that Temporal has counted, and the mean. */
  private String attempts() throws Exception {
    int[] attempts = new int[count];
    each(number -> attempts[number] = attempt(kind.keeper(task(number))));
    return String.format(
        Locale.ROOT,
        "%.2f, at most %d",
        Arrays.stream(attempts).average().orElseThrow(),
        Arrays.stream(attempts).max().orElseThrow());
  }

  private int attempt(String keeper) {
    return servers
        .client()
        .newUntypedWorkflowStub(keeper)
        .describe()
        .getRawDescription()
        .getPendingActivitiesList()
        .stream()
        .mapToInt(activity -> activity.getAttempt())
        .max()
        .orElse(0);
  }

  private void takeOver(WorkerProcess worker, WorkerProcess next) throws Exception {
    List<Integer> holders = watches.stream().map(AgentWatch::holders).toList();
    Taken before = taken(next);
    long serverBefore = servers.processorNanos();
    long told = System.nanoTime();
    fate.befall(worker);
    long from = fate == Fate.KILLED ? worker.awaitExit() : told;
    List<Double> present = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      long at = watches.get(number).awaitHolderAfter(holders.get(number), PATIENCE);
      present.add((at - from) / 1e6);
    }
    long server = servers.processorNanos() - serverBefore;
    long own = taken(next).cpuNanos() - before.cpuNanos();
    Thread.sleep(AFTERMATH.toMillis());
    List<Double> offline =
        watches.stream().map(watch -> watch.offlineSince(from).toNanos() / 1e6).toList();
    say("present elsewhere after %s", Percentiles.of(present));
    say(
        "for each of them the next worker takes %.1f ms of a processor, Temporal's server %.1f ms",
        own / 1e6 / count, server / 1e6 / count);
    say("offline %s; load average %s", Percentiles.of(offline), LoadAverage.now());
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  static void say(String format, Object... values) {
    System.out.println("  " + String.format(Locale.ROOT, format, values));
  }
}
