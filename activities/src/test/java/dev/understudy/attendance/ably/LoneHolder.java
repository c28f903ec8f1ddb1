package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A process of its own that holds attendances, and tells on its standard output how many. It can be frozen. */
final class LoneHolder implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(50);

  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final Process process;
  private volatile String told = "nothing yet";

  private LoneHolder(Process process) {
    this.process = process;
    Thread reader =
        new Thread(() -> process.inputReader().lines().forEach(line -> told = line), "lone-holder");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one called {@code name} on the Temporal server at {@code target}. */
  static LoneHolder start(String name, String target, Stage stage, HandoffPolicy policy)
      throws IOException {
    return new LoneHolder(new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LoneHolder.class.getName(),
            name,
            target,
            stage.client().getOptions().getNamespace(),
            stage.ably().key(),
            String.valueOf(stage.ably().port()),
            String.valueOf(policy.heartbeatTimeout().toMillis()),
            String.valueOf(policy.remainPresentFor().toMillis()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start());
  }

  public static void main(String[] args) {
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(args[1]).build());
    WorkflowClient client = WorkflowClient.newInstance(
        stubs, WorkflowClientOptions.newBuilder().setNamespace(args[2]).build());
    Stage.HolderProcess holder = new Stage.HolderProcess(
        new Attendances.Holder(args[0], 500),
        AblySettings.local(args[3], "127.0.0.1", Integer.parseInt(args[4])),
        client,
        HandoffPolicy.DEFAULT
            .withHeartbeatTimeout(Duration.ofMillis(Long.parseLong(args[5])))
            .withRemainPresentFor(Duration.ofMillis(Long.parseLong(args[6]))));
    Future<?> unused = Executors.newSingleThreadScheduledExecutor()
        .scheduleAtFixedRate(
            () -> System.out.println(holder.attendances.count()),
            0,
            LOOK.toMillis(),
            TimeUnit.MILLISECONDS);
    awaitEndOfTest();
    System.exit(0);
  }

  /** Its standard input ends with the test. */
  private static void awaitEndOfTest() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException broken) {
      // It has ended.
    }
  }

  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }

  /** Waits until it holds so many attendances. */
  void awaitCount(int count) {
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(told).isEqualTo(String.valueOf(count)));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
