package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.ably.HandoffListener;
import dev.understudy.metrics.Metric;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.search.MeterNotFoundException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.opentracingshim.OpenTracingShim;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.opentracing.OpenTracingClientInterceptor;
import io.temporal.opentracing.OpenTracingOptions;
import io.temporal.opentracing.OpenTracingWorkerInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/**
 * What is seen from outside of two workers, between which an agent moves: metrics, lines of the log, a trace. All look
 * at the same life of one agent. The level of a logger is the whole process'.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(SeenFromOutsideTest.LOGGER)
class SeenFromOutsideTest {
  static final String LOGGER = "dev.understudy.attendance.ably";

  private static final Duration LIVELINESS = Duration.ofSeconds(30);
  private static final Map<String, Metric> KNOWN =
      Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::title, Function.identity()));

  private final Logger logger = logger();
  private final Lines lines = new Lines();
  private final String id = "speaking-" + UUID.randomUUID();
  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTracingOptions tracing = tracing(spans);
  private final Observed a = new Observed("a");
  private final Observed b = new Observed("b");

  @SuppressWarnings("deprecation") // what Temporal has for tracing takes nothing newer
  private static OpenTracingOptions tracing(InMemorySpanExporter spans) {
    OpenTelemetry telemetry = OpenTelemetrySdk.builder()
        .setTracerProvider(SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build())
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
    return OpenTracingOptions.newBuilder()
        .setTracer(OpenTracingShim.createTracerShim(telemetry))
        .build();
  }

  /** A step, whatever it does. */
  @ActivityInterface
  public interface Breath {
    void take();
  }

  /** Says something, and stays until it is told to go. */
  @WorkflowInterface
  public interface Speaking {
    @WorkflowMethod
    String speak();

    @SignalMethod
    void stop();
  }

  public static final class SpeakingImpl implements Speaking {
    private final Breath breath = Workflow.newActivityStub(
        Breath.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(LIVELINESS).build());
    private boolean isOver;

    @Override
    public String speak() {
      return AgentSession.attend(SessionSpec.on("room:42").as("bee"), session -> {
        session.status("here");
        session.publish("greeting", "hello");
        breath.take();
        Workflow.await(() -> isOver);
        return "said";
      });
    }

    @Override
    public void stop() {
      isOver = true;
    }
  }

  /** While another thread sets logging up, loggers are of another kind. */
  private static Logger logger() {
    await()
        .atMost(LIVELINESS)
        .until(() -> LoggerFactory.getILoggerFactory() instanceof LoggerContext);
    return (Logger) LoggerFactory.getLogger(LOGGER);
  }

  /** A worker, and what it has measured. */
  private final class Observed {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Scope scope = new RootScopeBuilder()
        .reporter(new MicrometerClientStatsReporter(registry))
        .reportEvery(com.uber.m3.util.Duration.ofMillis(50));
    private final UnderstudyPlugin plugin;
    private final WorkflowServiceStubs stubs;
    private final WorkerFactory factory;

    Observed(String name) {
      plugin = UnderstudyPlugin.newBuilder(AblySettings.local(ably.key(), ably.host(), ably.port()))
          .named(name)
          .maxAgents(7)
          .heardBy(HandoffListener.NONE)
          .build();
      stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
          .setChannel(temporal.getWorkflowServiceStubs().getRawChannel())
          .setMetricsScope(scope)
          .setPlugins(plugin)
          .build());
      factory = WorkerFactory.newInstance(
          WorkflowClient.newInstance(stubs, temporal.getWorkflowClient().getOptions()),
          WorkerFactoryOptions.newBuilder()
              .setWorkerInterceptors(new OpenTracingWorkerInterceptor(tracing))
              .setWorkflowCacheSize(0) // Each workflow task replays all that was before it.
              .build());
      factory
          .newWorker(
              "work",
              WorkerOptions.newBuilder()
                  .setStickyQueueScheduleToStartTimeout(Duration.ZERO)
                  .build())
          .registerWorkflowImplementationTypes(SpeakingImpl.class);
      factory.getWorker("work").registerActivitiesImplementations((Breath) () -> {});
    }

    double gauge(String name, String... tags) {
      return registry.get(name).tags(tags).gauge().value();
    }

    double count(String name, String... tags) {
      return registry.get(name).tags(tags).counter().count();
    }

    long times(String name, String... tags) {
      return registry.get(name).tags(tags).timer().count();
    }

    List<Meter.Id> meters() {
      return registry.getMeters().stream().map(Meter::getId).toList();
    }

    void close() throws Exception {
      factory.shutdownNow();
      scope.close();
    }
  }

  /** Lines of the log as they come, with whom each is about. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent line) {
      lines.add(new TreeMap<>(line.getMDCPropertyMap()) + " " + line.getFormattedMessage());
    }
  }

  @BeforeAll
  void listenAndLive() {
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    lines.start();
    live();
  }

  @AfterAll
  void stop() throws Exception {
    logger.detachAppender(lines);
    logger.setLevel(null);
    a.close();
    b.close();
    temporal.close();
    ably.close();
  }

  private static void soon(Runnable assertion) {
    await()
        .atMost(LIVELINESS)
        .ignoreException(MeterNotFoundException.class)
        .untilAsserted(assertion::run);
  }

  /** Is held by one worker, is told to pause and to go on, comes to the other one, and ends. */
  private void live() {
    a.factory.start();
    Speaking task = tracingClient()
        .newWorkflowStub(
            Speaking.class,
            WorkflowOptions.newBuilder().setTaskQueue("work").setWorkflowId(id).build());
    WorkflowClient.start(task::speak);

    soon(() -> {
      assertThat(a.gauge("understudy_agents", "task_queue", "work")).isEqualTo(1);
      assertThat(a.gauge("understudy_ready")).isEqualTo(1);
      assertThat(a.gauge("understudy_connections", "state", "connected")).isEqualTo(1);
      assertThat(a.gauge("understudy_connections", "state", "failed")).isZero();
      assertThat(a.gauge("understudy_budget_left_seconds")).isEqualTo(30);
      assertThat(a.gauge("understudy_messages_waiting")).isZero();
      assertThat(a.times("understudy_time_to_enter")).isEqualTo(1);
      assertThat(a.count("understudy_messages_published", "kind", "status")).isPositive();
    });
    WorkflowStub stub = WorkflowStub.fromTyped(task);
    stub.update("pause", Void.class, Map.of("by", "alice", "why", "lunch"));
    stub.update("resume", Void.class, Map.of("by", "alice"));

    b.factory.start();
    a.factory.shutdown();

    soon(() -> assertThat(b.times("understudy_ghost_time", "reason", "relay")).isEqualTo(1));
    task.stop();
    assertThat(stub.getResult(String.class)).isEqualTo("said");
  }

  @Test
  void isMeasuredByBothWorkers() {
    soon(() -> {
      assertThat(a.gauge("understudy_agents_limit")).isEqualTo(7);
      assertThat(a.count("understudy_tenures_begun")).isEqualTo(1);
      assertThat(a.times("understudy_time_to_enter")).isEqualTo(1);
      assertThat(both("understudy_messages_published", "kind", "message")).isEqualTo(1);
      assertThat(a.count("understudy_messages_published", "kind", "status")).isPositive();
      assertThat(a.count("understudy_tenures_ended", "reason", "superseded")).isEqualTo(1);
      assertThat(a.gauge("understudy_agents")).isZero();
      assertThat(a.gauge("understudy_ready")).isZero();
      assertThat(a.gauge("understudy_connections", "state", "connected")).isZero();
      assertThat(b.count("understudy_handoffs", "reason", "relay")).isEqualTo(1);
      assertThat(b.times("understudy_offline_time", "reason", "relay")).isEqualTo(1);
      assertThat(b.times("understudy_ghost_time", "reason", "relay")).isEqualTo(1);
      assertThat(b.count("understudy_tenures_ended", "reason", "completed")).isEqualTo(1);
    });
    assertThat(meters()).anyMatch(meter -> meter.getName().startsWith("temporal_"));
    assertThat(meters().filter(meter -> meter.getName().startsWith("understudy_")))
        .allSatisfy(SeenFromOutsideTest::assertListed);
  }

  /** There were several workflow tasks after each, of which each has replayed it. */
  @Test
  void isMeasuredOnceThoughItIsReplayed() {
    soon(() -> {
      assertThat(both("understudy_orders", "order", "pause")).isEqualTo(1);
      assertThat(both("understudy_orders", "order", "resume")).isEqualTo(1);
      assertThat(both("understudy_pauses", "reason", "person")).isEqualTo(1);
    });
  }

  @Test
  void isToldInLinesOfTheLogThatSayWhomTheyAreAbout() {
    soon(() -> assertThat(lines.lines.stream()
            .filter(line -> line.contains("task=" + id) && line.contains("tenure=")))
        .allMatch(
            line -> line.matches("\\{agent=bee, session=room:42, task=.*, tenure=\\d+\\.\\d+}.*"))
        .anyMatch(line -> line.contains("} bee is present in room:42"))
        .anyMatch(line -> line.contains("} bee in room:42 came from a, relay"))
        .anyMatch(line -> line.contains("} bee left room:42 as SUPERSEDED")));
  }

  @Test
  void isOneTrace() {
    soon(() -> assertThat(edges())
        .contains(
            "StartWorkflow:Speaking > RunWorkflow:Speaking",
            "RunWorkflow:Speaking > StartActivity:Take",
            "StartActivity:Take > RunActivity:Take",
            "RunWorkflow:Speaking > StartActivity:understudy.publish",
            "StartActivity:understudy.publish > RunActivity:understudy.publish",
            "RunWorkflow:Speaking > StartChildWorkflow:understudy.attendance",
            "StartChildWorkflow:understudy.attendance > RunWorkflow:understudy.attendance",
            "RunWorkflow:understudy.attendance > StartActivity:understudy.attend")
        .filteredOn("StartActivity:understudy.attend > RunActivity:understudy.attend"::equals)
        .as("a tenure on each worker")
        .hasSize(2));
  }

  private double both(String name, String... tags) {
    return Stream.of(a, b)
        .flatMap(worker -> worker.registry.find(name).tags(tags).counters().stream())
        .mapToDouble(Counter::count)
        .sum();
  }

  private Stream<Meter.Id> meters() {
    return Stream.of(a, b).map(Observed::meters).flatMap(List::stream);
  }

  private WorkflowClient tracingClient() {
    return WorkflowClient.newInstance(
        temporal.getWorkflowServiceStubs(),
        temporal.getWorkflowClient().getOptions().toBuilder()
            .setInterceptors(new OpenTracingClientInterceptor(tracing))
            .build());
  }

  /** Which span is under which, in the trace that begins with the start of the task. */
  private List<String> edges() {
    List<SpanData> all = spans.getFinishedSpanItems();
    String trace = all.stream()
        .filter(span -> span.getName().equals("StartWorkflow:Speaking"))
        .findFirst()
        .orElseThrow()
        .getTraceId();
    Map<String, String> names = all.stream()
        .filter(span -> span.getTraceId().equals(trace))
        .collect(Collectors.toMap(SpanData::getSpanId, SpanData::getName));
    return all.stream()
        .filter(span -> names.containsKey(span.getParentSpanId()))
        .map(span -> names.get(span.getParentSpanId()) + " > " + span.getName())
        .toList();
  }

  private static void assertListed(Meter.Id id) {
    assertThat(KNOWN).containsKey(id.getName());
    Metric metric = Objects.requireNonNull(KNOWN.get(id.getName()));
    Set<String> labels = new HashSet<>(metric.labels());
    labels.add("namespace");
    if (metric.place() != Metric.Place.FACTORY) {
      labels.add("task_queue");
    }
    Set<String> there = id.getTags().stream().map(Tag::getKey).collect(Collectors.toSet());
    if (metric.place() == Metric.Place.TASK) {
      labels.add("workflow_type");
      assertThat(there).containsAll(labels); // Beside what else the SDK gives those of workflows.
    } else {
      assertThat(there).isEqualTo(labels);
    }
  }
}
