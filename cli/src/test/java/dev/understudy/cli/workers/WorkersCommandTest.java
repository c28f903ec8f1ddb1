package dev.understudy.cli.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.cli.CommandStage;
import dev.understudy.cli.CommandStage.Printed;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.lease.WorkerRun;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import dev.understudy.worker.UnderstudyWorker;
import dev.understudy.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersCommandTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);
  private static final String QUEUE = "work";

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final AblyLocal ably = AblyLocal.builder()
      .key("app1.all:s")
      .addKey("app1.none:s", "{\"room:*\":[\"*\"]}")
      .start();

  @AfterEach
  void stop() {
    ably.close();
    temporal.close();
  }

  private AblySettings settings(String key) {
    return AblySettings.local(key, ably.host(), ably.port());
  }

  private UnderstudyWorker worker(String name, String queue) {
    return UnderstudyWorker.start(
        client,
        new WorkerSettings(
            queue, new Holder(name, 10), settings(ably.key()), HandoffPolicy.DEFAULT),
        List.of());
  }

  private WorkersReport report() {
    return WorkersCommand.report(client, settings(ably.key()), QUEUE);
  }

  private void awaitStates(String... states) {
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(states(report())).containsExactly(states));
  }

  private static List<String> states(WorkersReport report) {
    return report.workers().stream()
        .map(worker -> "%s %s %s"
            .formatted(worker.run().worker(), worker.beacon(), worker.state(report.at()).words))
        .toList();
  }

  private WorkerRun run(String name) {
    return report().workers().stream()
        .map(WorkersReport.Worker::run)
        .filter(run -> run.worker().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void showsTheWorkersOfOneTaskQueueAlone() {
    UnderstudyWorker a = worker("a", QUEUE);
    UnderstudyWorker b = worker("b", QUEUE);
    UnderstudyWorker other = worker("c", "other/" + QUEUE);

    awaitStates("a SEEN lives", "b SEEN lives");
    assertThat(states(WorkersCommand.report(client, settings("app1.none:s"), QUEUE)))
        .containsExactly("a UNKNOWN lives", "b UNKNOWN lives");
    b.close();
    awaitStates("a SEEN lives");

    assertThat(report().reaped()).isEmpty();
    a.close();
    other.close();
    assertThat(WorkersTable.of(report())).singleElement().asString().endsWith(": 0 live");
  }

  @Test
  void failsIfItCannotTellOfBeacons() {
    try (CommandStage stage = new CommandStage()) {
      Map<String, String> environment = stage.environment("ABLY_KEY", "app1.none:secret-of-none");

      Printed printed = stage.run(new WorkersCommand(environment), "workers");

      assertThat(printed.status()).isEqualTo(1);
      assertThat(printed.out()).contains("0 live");
    }
  }

  @Test
  void showsThatALeaseWasTerminated() {
    UnderstudyWorker a = worker("a", QUEUE);
    awaitStates("a SEEN lives");

    client.newUntypedWorkflowStub(run("a").leaseId()).terminate("by an operator");

    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(report().broken())
            .extracting(lease -> lease.run().worker() + " " + lease.how())
            .containsExactly("a terminated"));
    a.close();
  }

  @Test
  void refusesWhatIsNoTaskQueue() {
    assertThat(refusal("workers", "--task-queue", " "))
        .isEqualTo("understudy: a task queue needs a name, but it was empty; name the one to show");
    assertThat(refusal("workers", "--task-queue", "work/ably"))
        .contains("must not begin with /_sys/ nor end with /ably");
  }

  private static String refusal(String... args) {
    StringWriter err = new StringWriter();
    int status = CommandStage.commandLine(new WorkersCommand())
        .setErr(new PrintWriter(err))
        .execute(args);
    assertThat(status).isEqualTo(2);
    return err.toString().strip();
  }

  @Test
  void explainsItself() {
    StringWriter out = new StringWriter();

    int status = CommandStage.commandLine(new WorkersCommand())
        .setOut(new PrintWriter(out))
        .execute("workers", "--help");

    assertThat(status).isZero();
    assertThat(out.toString()).contains("--task-queue", "--json", "who was reaped in the");
  }
}
