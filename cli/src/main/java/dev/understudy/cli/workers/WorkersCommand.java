package dev.understudy.cli.workers;

import dev.understudy.Internal;
import dev.understudy.attendance.AblyQueue;
import dev.understudy.beacon.Beacons;
import dev.understudy.beacon.Light;
import dev.understudy.cli.Subcommand;
import dev.understudy.cli.config.AblyEnvironment;
import dev.understudy.cli.config.QuietStart;
import dev.understudy.cli.config.TemporalEnvironment;
import dev.understudy.cli.text.Fault;
import dev.understudy.lease.WorkerRun;
import dev.understudy.lease.held.LeaseRecords;
import dev.understudy.presence.ably.AblyRefusedException;
import dev.understudy.presence.ably.AblySettings;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy workers}: which workers live, what each holds, and which were found to be gone. */
@Internal
@Command(
    name = "workers",
    header = "Shows which workers live, and which were found to be gone.",
    description = {
      "Shows the workers of one task queue: who lives and since when, what each holds, whether its beacon is seen and"
          + " its lease is held, and who was reaped in the last day, when and why.",
      "Temporal is where TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE or TEMPORAL_CONFIG_FILE say; Ably"
          + " where ABLY_KEY, ABLY_HOST, ABLY_PORT and ABLY_TLS say."
    },
    sortOptions = false)
public final class WorkersCommand implements Subcommand {
  private static final Duration LOOKED_BACK = Duration.ofDays(1);

  /** The exit status if half of what was asked for could not be told. */
  private static final int FAILED = 1;

  @Option(
      names = "--task-queue",
      paramLabel = "NAME",
      defaultValue = "understudy",
      description = "Whose workers to show. Default: ${DEFAULT-VALUE}.")
  private String taskQueue = "understudy";

  @Option(names = "--json", description = "Print one JSON object instead, for programs.")
  private boolean json;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private final Map<String, String> environment;

  /** That of this process' environment. */
  public WorkersCommand() {
    this(System.getenv());
  }

  public WorkersCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    requireTaskQueue();
    AblySettings ably = AblyEnvironment.read(environment);
    QuietStart quiet = QuietStart.begin();
    try (TemporalEnvironment temporal =
        TemporalEnvironment.connect("understudy workers", environment)) {
      WorkersReport report = report(temporal.client(), ably, taskQueue);
      print(report);
      return report.beaconsUnknown().isPresent() ? FAILED : 0;
    } finally {
      quiet.succeeded();
    }
  }

  private void requireTaskQueue() {
    if (taskQueue.isBlank()) {
      throw Fault.usage("a task queue needs a name, but it was empty", "name the one to show");
    }
    try {
      AblyQueue.require(taskQueue);
    } catch (IllegalArgumentException invalid) {
      throw Fault.usage(String.valueOf(invalid.getMessage()), "see 'understudy workers --help'");
    }
  }

  static WorkersReport report(WorkflowClient client, AblySettings ably, String taskQueue) {
    WorkersReport.Beacons beacons = beacons(ably, taskQueue);
    List<WorkerRun> seen = beacons.seen().stream().map(Light::run).toList();
    Instant now = Instant.now();
    try {
      return WorkersReport.of(
          taskQueue,
          now,
          beacons,
          new LeaseRecords(client, taskQueue).since(now.minus(LOOKED_BACK), seen));
    } catch (StatusRuntimeException refused) {
      throw Fault.failure(
          "Temporal does not tell of leases: " + refused.getStatus(),
          "check TEMPORAL_NAMESPACE and the credentials",
          refused);
    }
  }

  /** Without Ably there are still the leases. */
  private static WorkersReport.Beacons beacons(AblySettings ably, String taskQueue) {
    try {
      return new WorkersReport.Beacons(Beacons.seen(ably, taskQueue), Optional.empty());
    } catch (AblyRefusedException refused) {
      return new WorkersReport.Beacons(
          List.of(), Optional.of(String.valueOf(refused.getMessage())));
    }
  }

  private void print(WorkersReport report) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(WorkersJson.of(report));
    } else {
      WorkersTable.of(report).forEach(out::println);
    }
    out.flush();
  }
}
