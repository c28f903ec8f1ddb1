package dev.understudy.bench.handoff;

import dev.understudy.ablylocal.AblyLocal;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Two workers, one of which runs a task that says numbers, and is killed when one of them is heard.
 * Confined to one thread.
 */
final class SpeechLane implements AutoCloseable {
  static final int LAST = 60;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What comes after the end of a task, if anything does. */
  private static final Duration AFTERMATH = Duration.ofSeconds(1);

  private final Servers servers;
  private final AblyLocal ably;
  private final Random random;
  private final String queue = "queue-" + UUID.randomUUID();
  private final Map<String, WorkerProcess> alive = new ConcurrentHashMap<>();

  /** Which worker runs a task, as it said itself. */
  private final Map<String, String> speakers = new ConcurrentHashMap<>();

  private int started;

  /**
   * What became of one run of publishes.
   *
   * @param midRun whether its worker was killed before it had said all
   * @param end how the task ended
   */
  record Outcome(boolean midRun, int doubled, int missing, int disordered, String end) {}

  SpeechLane(Servers servers, AblyLocal ably, long seed) {
    this.servers = servers;
    this.ably = ably;
    this.random = new Random(seed);
  }

  private void startWorkers() throws Exception {
    while (alive.size() < 2) {
      String name = "%s-worker-%d".formatted(queue, started++);
      WorkerProcess worker = WorkerProcess.start(
          name,
          Kind.UNDERSTUDY.program(queue, name),
          servers.environment(ably, ably.port()),
          line -> note(line, name));
      alive.put(name, worker);
    }
    for (WorkerProcess worker : alive.values()) {
      worker.awaitReady();
    }
  }

  private void note(String line, String worker) {
    if (line.startsWith(Speaker.SPEAKS)) {
      speakers.put(line.substring(Speaker.SPEAKS.length()), worker);
    }
  }

  /** Has a task say its numbers, and its worker killed at one of them. */
  Outcome speak() throws Exception {
    startWorkers();
    String task = "speech-" + UUID.randomUUID();
    int fatal = 5 + random.nextInt(LAST - 10);
    try (Speech speech = new Speech(ably, Kind.room(task), fatal, () -> killSpeaker(task))) {
      String end = run(task);
      Thread.sleep(AFTERMATH.toMillis());
      return new Outcome(
          speech.wasTakenUp(), speech.doubled(), speech.missing(LAST), speech.disordered(), end);
    }
  }

  private void killSpeaker(String task) {
    WorkerProcess speaker = alive.remove(speakers.get(task));
    if (speaker != null) {
      speaker.kill();
    }
  }

  private String run(String task) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(queue).setWorkflowId(task).build();
    Speaker speaker = servers.client().newWorkflowStub(Speaker.class, options);
    WorkflowClient.start(speaker::speak, Kind.room(task), LAST);
    try {
      WorkflowStub.fromTyped(speaker)
          .getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, Object.class);
      return "completed";
    } catch (WorkflowFailedException failure) {
      return "failed: " + failure.getCause();
    } catch (TimeoutException late) {
      return "not ended within " + PATIENCE;
    }
  }

  /** Its workers end. */
  @Override
  public void close() {
    List.copyOf(alive.values()).forEach(WorkerProcess::close);
  }
}
