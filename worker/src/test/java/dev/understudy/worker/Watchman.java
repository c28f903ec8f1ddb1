package dev.understudy.worker;

import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.audience.Abandonment;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A worker in a process of its own, which can be killed and frozen, and tells on its standard output which steps it
 * takes. Heartbeats would tell of its death only after {@link #HEARTBEAT_TIMEOUT}.
 */
final class Watchman implements AutoCloseable {
  static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(15);

  private final Process process;
  private final List<String> told = new CopyOnWriteArrayList<>();

  /** Keeps watch in a room, in one step that has no end. */
  @WorkflowInterface
  public interface Watch {
    @WorkflowMethod
    void keep();

    /** Begins so many other steps that have no end, beside that. */
    @SignalMethod
    void look(int count);
  }

  public static final class WatchImpl implements Watch {
    private final Steps steps = Workflow.newActivityStub(
        Steps.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofDays(1)).build());

    @Override
    public void keep() {
      SessionSpec spec = SessionSpec.on("room:42").as("guard").whenAbandoned(Abandonment.ignored());
      AgentSession.attend(spec, session -> {
        session.status("watching");
        steps.watch();
        return "";
      });
    }

    @Override
    public void look(int count) {
      for (int number = 0; number < count; number++) {
        Promise<Void> unused = Async.procedure(steps::look, number);
      }
    }
  }

  @ActivityInterface
  public interface Steps {
    void watch();

    void look(int number);
  }

  private static final class Watching implements Steps {
    @Override
    public void watch() {
      tellAndStay("watch");
    }

    @Override
    public void look(int number) {
      tellAndStay("look " + number + ",");
    }

    private static void tellAndStay(String what) {
      System.out.println(what + " " + Activity.getExecutionContext().getInfo().getAttempt());
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Starts one called {@code name}. */
  static Watchman start(String name, String temporal, String namespace, String key, int ablyPort)
      throws IOException {
    return start(List.of(), List.of(name, temporal, namespace, key, String.valueOf(ablyPort)));
  }

  /**
   * Starts one with more options of its JVM.
   *
   * @param arguments its name, host and port of Temporal, the namespace, the key for Ably, and Ably's port
   */
  static Watchman start(List<String> options, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Watchman.class.getName()));
    command.addAll(arguments);
    return new Watchman(new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start());
  }

  private Watchman(Process process) {
    this.process = process;
    Thread reader = new Thread(() -> process.inputReader().lines().forEach(told::add), "watchman");
    reader.setDaemon(true);
    reader.start();
  }

  public static void main(String[] args) {
    WorkflowClient client = WorkflowClient.newInstance(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(args[1]).build()),
        WorkflowClientOptions.newBuilder()
            .setNamespace(args[2])
            .setIdentity(args[0])
            .build());
    UnderstudyWorker worker = UnderstudyWorker.start(
        client,
        new WorkerSettings(
            WorkerForTests.QUEUE,
            new Holder(args[0], 100),
            AblySettings.local(args[3], "127.0.0.1", Integer.parseInt(args[4])),
            HandoffPolicy.DEFAULT.withHeartbeatTimeout(HEARTBEAT_TIMEOUT)),
        List.of(on -> {
          on.registerWorkflowImplementationTypes(WatchImpl.class);
          on.registerActivitiesImplementations(new Watching());
        }));
    System.out.println("ready");
    awaitEndOfTest();
    worker.close();
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

  /** All lines so far. */
  List<String> told() {
    return List.copyOf(told);
  }

  long pid() {
    return process.pid();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
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

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
