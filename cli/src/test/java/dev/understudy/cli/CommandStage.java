package dev.understudy.cli;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.cli.task.OpenWorkflows;
import dev.understudy.embedded.EmbeddedTemporal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import dev.understudy.worker.UnderstudyWorker;
import dev.understudy.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * Both servers, a worker with tasks, and the command line against them. Confined to one thread; closed by its
 * owner.
 */
public final class CommandStage implements AutoCloseable {
  public static final String QUEUE = "work";
  public static final Duration LIVELINESS = Duration.ofSeconds(60);

  public final AblyLocal ably;
  public final WorkflowClient client;
  private final Map<String, String> environment = new HashMap<>();
  private final Deque<Runnable> open = new ArrayDeque<>();

  /**
   * What a command printed, and how it ended.
   *
   * @param status its exit status
   */
  public record Printed(int status, String out, String err) {}

  public CommandStage() {
    ably = AblyLocal.builder()
        .key("app1.all:secret-of-all")
        .addKey("app1.none:secret-of-none", "{\"other\":[\"subscribe\"]}")
        .start();
    open.push(ably::close);
    client = temporal();
    environment.put("ABLY_KEY", "app1.all:secret-of-all");
    environment.put("ABLY_HOST", ably.host());
    environment.put("ABLY_PORT", String.valueOf(ably.port()));
    environment.put("ABLY_TLS", "false");
  }

  private WorkflowClient temporal() {
    String real = System.getProperty("understudy.temporal");
    if (real == null) {
      EmbeddedTemporal embedded = EmbeddedTemporal.start();
      open.push(embedded::close);
      environment.put("TEMPORAL_ADDRESS", embedded.host() + ":" + embedded.port());
      return embedded.client();
    }
    TestWorkflowEnvironment server = TemporalForTests.environment();
    open.push(server::close);
    environment.put("TEMPORAL_ADDRESS", real);
    environment.put("TEMPORAL_NAMESPACE", server.getNamespace());
    return server.getWorkflowClient();
  }

  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /** The environment, with something else in it. */
  public Map<String, String> environment(String variable, String value) {
    Map<String, String> other = environment();
    Map<String, String> changed = new HashMap<>(other);
    changed.put(variable, value);
    return Map.copyOf(changed);
  }

  /** Begins to work; the stage closes it. */
  public UnderstudyWorker worker(String name, int agents) {
    return worker(name, agents, client);
  }

  public UnderstudyWorker worker(String name, int agents, WorkflowClient itsClient) {
    UnderstudyWorker worker = UnderstudyWorker.start(
        itsClient,
        new WorkerSettings(
            QUEUE,
            new Holder(name, agents),
            AblySettings.local(ably.key(), ably.host(), ably.port()),
            HandoffPolicy.DEFAULT),
        List.of(on -> on.registerWorkflowImplementationTypes(
            Tasks.ReadingImpl.class, Tasks.AskingImpl.class)));
    open.push(worker::close);
    return worker;
  }

  public void startReading(String task, String session) {
    WorkflowClient.start(client.newWorkflowStub(Tasks.Reading.class, as(task))::read, session);
  }

  public void startAsking(String task, String session, String question) {
    WorkflowClient.start(
        client.newWorkflowStub(Tasks.Asking.class, as(task))::ask, session, question);
  }

  public void start(String task, String type) {
    var unused = client.newUntypedWorkflowStub(type, as(task)).start();
  }

  private static WorkflowOptions as(String task) {
    return WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(task).build();
  }

  /** Whatever is open, or the worker would wait for somebody who takes its agents. */
  private void terminateAll() {
    OpenWorkflows.ids(client).forEach(this::terminate);
  }

  public void terminate(String workflow) {
    try {
      client.newUntypedWorkflowStub(workflow).terminate("the test is over");
    } catch (WorkflowNotFoundException over) {
      // It may have ended meanwhile.
    }
  }

  /** The program, with no command but this. */
  public static CommandLine commandLine(Subcommand command) {
    return Main.commandLine(List.of(command));
  }

  public Printed run(Subcommand command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = commandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
    return new Printed(status, out.toString(), err.toString());
  }

  @Override
  public void close() {
    terminateAll();
    while (!open.isEmpty()) {
      open.pop().run();
    }
  }
}
