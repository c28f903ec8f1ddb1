package dev.understudy.cli.order;

import dev.understudy.Internal;
import dev.understudy.cli.Subcommand;
import dev.understudy.cli.config.AtTemporal;
import dev.understudy.cli.text.Fault;
import dev.understudy.cli.text.JsonLine;
import dev.understudy.cli.text.Words;
import io.temporal.client.WorkflowClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that orders a task something, by an update, and waits until the task has taken it or refused. */
@Internal
public abstract class OrderCommand implements Subcommand {
  @Parameters(index = "0", paramLabel = "TASK", description = "The task's workflow id.")
  private String task = "";

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description =
          "Who orders it, for the people in the session. Default: who you are on this machine.")
  private @Nullable String name;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      description = "How long to wait until the task has taken it. Default: 10s.")
  private Duration patience = Duration.ofSeconds(10);

  @Option(names = "--json", description = "Print one line of JSON instead, for programs.")
  private boolean json;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private final Map<String, String> environment;

  OrderCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The order, to be sent as the update of this command's name. */
  abstract Object order(WorkflowClient client, String by);

  /** What was done, in the past. */
  abstract String deed();

  String task() {
    return task;
  }

  @Override
  public Integer call() {
    TaskFaults.requireId(task);
    AtTemporal.run("understudy-" + spec.name(), environment, this::give);
    return 0;
  }

  private String by() {
    return name == null ? System.getProperty("user.name", "operator") : name;
  }

  private boolean give(WorkflowClient client) {
    @Nullable Object answer = send(client, order(client, by()));
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? json(answer) : Words.plain("task %s %s".formatted(task, deed())));
    out.flush();
    return true;
  }

  private String json(@Nullable Object answer) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("task", task);
    line.put("order", spec.name());
    line.put("by", by());
    if (answer != null) {
      line.put("message", answer);
    }
    return JsonLine.of(line);
  }

  private @Nullable Object send(WorkflowClient client, Object order) {
    CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
    Thread sender = new Thread(
        () -> {
          try {
            answer.complete(
                client.newUntypedWorkflowStub(task).update(spec.name(), Object.class, order));
          } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
          }
        },
        "understudy-order");
    sender.setDaemon(true);
    sender.start();
    return await(answer, new TaskFaults(client, task));
  }

  private @Nullable Object await(CompletableFuture<@Nullable Object> answer, TaskFaults faults) {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RuntimeException known
          ? faults.of(known)
          : new IllegalStateException(failure.getCause());
    } catch (TimeoutException late) {
      throw Fault.failure(
          "task '%s' has not taken the order within %s s"
              .formatted(task, patience.toMillis() / 1000.0),
          "a worker that runs it has to live, as 'understudy workers' shows; it may take the order yet",
          late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Fault.failure(
          "interrupted while waiting for task '%s'".formatted(task), "run it again", stopped);
    }
  }
}
