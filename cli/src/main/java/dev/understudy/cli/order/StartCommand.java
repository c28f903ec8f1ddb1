package dev.understudy.cli.order;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.Internal;
import dev.understudy.cli.Subcommand;
import dev.understudy.cli.config.AtTemporal;
import dev.understudy.cli.text.Fault;
import dev.understudy.cli.text.JsonLine;
import dev.understudy.cli.text.Words;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy start}: starts a task. */
@Internal
@Command(
    name = "start",
    header = "Starts a task.",
    description = {
      "Starts a task, and does not wait for it.",
      "Temporal is where TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE or TEMPORAL_CONFIG_FILE say."
    },
    sortOptions = false)
public final class StartCommand implements Subcommand {
  private static final ObjectReader JSON = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build()
      .reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A worker that dies in the middle of a workflow task holds its task up for that long. */
  private static final Duration WORKFLOW_TASK_TIMEOUT = Duration.ofSeconds(5);

  private static final int DIGITS = 8;

  @Parameters(paramLabel = "TYPE", description = "The workflow type.")
  private String type = "";

  @Option(
      names = "--input",
      paramLabel = "JSON",
      description = "An argument of the workflow, as JSON; once for each that it takes.")
  private List<String> input = List.of();

  @Option(
      names = "--id",
      paramLabel = "TASK",
      description = "Its workflow id. Default: the type and some digits.")
  private @Nullable String id;

  @Option(
      names = "--task-queue",
      paramLabel = "NAME",
      defaultValue = "understudy",
      description = "That of the workers that are to run it. Default: ${DEFAULT-VALUE}.")
  private String taskQueue = "understudy";

  @Option(names = "--json", description = "Print one line of JSON instead, for programs.")
  private boolean json;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private final Map<String, String> environment;

  /** At that Temporal which this process' environment names. */
  public StartCommand() {
    this(System.getenv());
  }

  public StartCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    require("TYPE", type);
    require("--task-queue", taskQueue);
    String task = id == null ? named() : id;
    require("--id", task);
    requirePlain(task);
    Object[] arguments = input.stream().map(StartCommand::read).toArray();
    AtTemporal.run("understudy-start", environment, client -> start(client, task, arguments));
    return 0;
  }

  private static void require(String what, String value) {
    if (value.isBlank()) {
      throw Fault.usage(what + " must not be blank", "see 'understudy start --help'");
    }
  }

  /** Lists, logs and terminals show it. */
  private static void requirePlain(String task) {
    if (!Words.plain(task).equals(task)) {
      throw Fault.usage(
          "--id must not hold control characters, but was '%s'".formatted(Words.plain(task)),
          "choose one that can be read and typed");
    }
  }

  private String named() {
    return "%s-%s"
        .formatted(
            type.toLowerCase(Locale.ROOT), UUID.randomUUID().toString().substring(0, DIGITS));
  }

  private static JsonNode read(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (!node.isMissingNode()) {
        return node;
      }
    } catch (JsonProcessingException broken) {
      throw Fault.usage(
          "--input is no JSON: " + broken.getOriginalMessage(),
          "quote texts twice, as in --input '\"room:42\"'");
    }
    throw Fault.usage("--input is empty", "give JSON, or leave it out");
  }

  private boolean start(WorkflowClient client, String task, Object... arguments) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(taskQueue)
        .setWorkflowId(task)
        .setWorkflowTaskTimeout(WORKFLOW_TASK_TIMEOUT)
        .build();
    try {
      print(task, client.newUntypedWorkflowStub(type, options).start(arguments));
      return true;
    } catch (WorkflowExecutionAlreadyStarted taken) {
      throw Fault.failure(
          "task '%s' runs already".formatted(task), "choose another --id, or leave it out", taken);
    } catch (WorkflowServiceException failure) {
      throw failure.getCause() instanceof StatusRuntimeException refused
          ? AtTemporal.refused("Temporal does not start task '%s'".formatted(task), refused)
          : failure;
    }
  }

  private void print(String task, WorkflowExecution started) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("task", task);
      line.put("run", started.getRunId());
      line.put("type", type);
      line.put("taskQueue", taskQueue);
      out.println(JsonLine.of(line));
    } else {
      out.println(Words.plain(
          "task %s is started; see it by: understudy show %s".formatted(task, Words.quoted(task))));
    }
    out.flush();
  }
}
