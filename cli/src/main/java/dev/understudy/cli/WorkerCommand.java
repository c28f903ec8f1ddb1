package dev.understudy.cli;

import dev.understudy.Internal;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.cli.config.AblyEnvironment;
import dev.understudy.cli.config.QuietStart;
import dev.understudy.cli.config.TemporalEnvironment;
import dev.understudy.cli.text.Fault;
import dev.understudy.presence.ably.AblyRefusedException;
import dev.understudy.worker.TaskTypes;
import dev.understudy.worker.UnderstudyWorker;
import dev.understudy.worker.WorkerSettings;
import io.grpc.StatusRuntimeException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code understudy worker}: works until it is told to stop, then hands its agents over. */
@Internal
@Command(
    name = "worker",
    header = "Works: runs tasks, their steps and their agents.",
    description = {
      "Polls one task queue for tasks, their steps and their agents.",
      "Temporal is where TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE or TEMPORAL_CONFIG_FILE say; Ably"
          + " where ABLY_KEY, ABLY_HOST, ABLY_PORT and ABLY_TLS say."
    },
    sortOptions = false)
public final class WorkerCommand implements Subcommand {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerCommand.class);

  @Option(
      names = "--task-queue",
      paramLabel = "NAME",
      defaultValue = "understudy",
      description = "The one to poll. Default: ${DEFAULT-VALUE}.")
  private String taskQueue = "understudy";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What it is called, in Temporal and in presence. Default: its process id.")
  private @Nullable String name;

  @Option(
      names = "--max-agents",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many agents it takes at the most. Default: ${DEFAULT-VALUE}.")
  private int maxAgents;

  @Mixin
  private HandoffOptions handoff = new HandoffOptions();

  @Option(
      names = "--no-drain",
      description = {
        "Stop within two seconds, without waiting for other workers to take the agents:",
        "for a developer, whose worker is the only one."
      })
  private boolean noDrain;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = {
        "Serve /metrics for Prometheus, /healthz and /readyz there, 9464 as a rule; 0 takes any",
        "that is free. Default: nowhere."
      })
  private @Nullable Integer metricsPort;

  @Option(
      names = "--metrics-host",
      paramLabel = "HOST",
      description = "The address of this machine to serve them at. Default: 127.0.0.1.")
  private @Nullable String metricsHost;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How the log is written: text or json. Default: ${DEFAULT-VALUE}.")
  private LogFormat logFormat = LogFormat.TEXT;

  @Option(
      names = "--until-stdin-closes",
      description = "End when standard input ends, as a child of another program.")
  private boolean untilStdinCloses;

  @Override
  public Integer call() {
    logFormat.begin();
    WorkerSettings settings = settings();
    Optional<InetSocketAddress> probes =
        Probes.address(Optional.ofNullable(metricsHost), Optional.ofNullable(metricsPort));
    QuietStart quiet = QuietStart.begin();
    try (OwnMetrics metrics = new OwnMetrics(probes);
        TemporalEnvironment temporal = TemporalEnvironment.connect(
            settings.holder().worker(), System.getenv(), metrics.scope());
        UnderstudyWorker worker = start(temporal, settings)) {
      quiet.succeeded();
      metrics.show(worker);
      // Until the process has relayed its agents, a signal must not end it.
      Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "understudy-stop"));
      ReadyLine.print("worker", details(settings.holder().worker(), metrics.url()));
      Lifeline.await(untilStdinCloses);
      return 0;
    }
  }

  private static Map<String, Object> details(String worker, Optional<String> metrics) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("name", worker);
    metrics.ifPresent(url -> details.put("metrics", url));
    return details;
  }

  private WorkerSettings settings() {
    String called = name == null ? "worker-" + ProcessHandle.current().pid() : name;
    try {
      WorkerSettings settings = new WorkerSettings(
          taskQueue,
          new Holder(called, maxAgents),
          AblyEnvironment.read(System.getenv()),
          handoff.policy());
      return noDrain ? settings.withoutDrain() : settings;
    } catch (IllegalArgumentException invalid) {
      throw Fault.usage(String.valueOf(invalid.getMessage()), "see 'understudy worker --help'");
    }
  }

  private static UnderstudyWorker start(TemporalEnvironment temporal, WorkerSettings settings) {
    List<TaskTypes> tasks = new ArrayList<>();
    try {
      ServiceLoader.load(TaskTypes.class).forEach(tasks::add);
    } catch (ServiceConfigurationError wrong) {
      throw Fault.usage(
          "a service of META-INF/services cannot be loaded: " + wrong.getMessage(),
          "put a public class of that name, with a constructor without parameters, on the class path");
    }
    if (tasks.isEmpty()) {
      LOG.warn(
          "{} knows no task: none of the jars on its class path has a TaskTypes in META-INF/services",
          settings.holder().worker());
    }
    try {
      return UnderstudyWorker.start(temporal.client(), settings, tasks);
    } catch (AblyRefusedException refused) {
      throw Fault.failure(
          String.valueOf(refused.getMessage()),
          "ABLY_KEY, ABLY_HOST and ABLY_PORT say where",
          refused);
    } catch (StatusRuntimeException refused) {
      throw Fault.failure(
          "Temporal refuses to serve: " + refused.getStatus(),
          "check TEMPORAL_NAMESPACE and the credentials",
          refused);
    }
  }
}
