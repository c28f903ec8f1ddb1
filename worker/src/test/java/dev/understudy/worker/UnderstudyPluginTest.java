package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.Fault;
import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblyRefusedException;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.context.ContextPropagator;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import io.temporal.worker.tuning.WorkerTuner;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Factories that somebody else makes and owns, with the plugin. */
class UnderstudyPluginTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final List<WorkerFactory> factories = new ArrayList<>();
  private final List<String> started = new ArrayList<>();
  private final PresenceLog seen = new PresenceLog(ably, "room:42");

  /** Stays until it is told to go. */
  @WorkflowInterface
  public interface Guest {
    @WorkflowMethod
    String stay(String agent);

    @SignalMethod
    void go();
  }

  public static final class GuestImpl implements Guest {
    private boolean goes;

    @Override
    public String stay(String agent) {
      return AgentSession.attend(SessionSpec.on("room:42").as(agent), session -> {
        session.status("here");
        Workflow.await(() -> goes);
        return agent + " was here";
      });
    }

    @Override
    public void go() {
      goes = true;
    }
  }

  @AfterEach
  void stop() {
    started.forEach(agent -> {
      terminate("task-" + agent);
      terminate("attendance/task-%s/room:42/%s".formatted(agent, agent));
    });
    factories.forEach(WorkerFactory::shutdownNow);
    seen.close();
    temporal.close();
    ably.close();
  }

  private void terminate(String workflow) {
    try {
      temporal.getWorkflowClient().newUntypedWorkflowStub(workflow).terminate("the test is over");
    } catch (WorkflowNotFoundException over) {
      // It has ended by itself.
    }
  }

  private AblySettings ablySettings() {
    return AblySettings.local(ably.key(), ably.host(), ably.port());
  }

  private UnderstudyPlugin.Builder plugin(String worker) {
    return UnderstudyPlugin.newBuilder(ablySettings())
        .named(worker)
        .handoff(HandoffPolicy.DEFAULT.withHeartbeatTimeout(WorkerForTests.HEARTBEAT_TIMEOUT));
  }

  private WorkerFactory factory(WorkflowClient client, WorkerFactoryOptions options) {
    WorkerFactory factory = WorkerFactory.newInstance(client, options);
    factories.add(factory);
    return factory;
  }

  private WorkerFactory factory(UnderstudyPlugin plugin) {
    return factory(
        temporal.getWorkflowClient(),
        WorkerFactoryOptions.newBuilder().setPlugins(plugin).build());
  }

  private WorkerFactory start(WorkerFactory factory, String... queues) {
    for (String queue : queues) {
      // The plain test server leaves tasks in the sticky queue of a worker that is gone.
      WorkerOptions options = WorkerOptions.newBuilder()
          .setStickyQueueScheduleToStartTimeout(Duration.ZERO)
          .build();
      factory.newWorker(queue, options).registerWorkflowImplementationTypes(GuestImpl.class);
    }
    factory.start();
    return factory;
  }

  private Guest invite(String agent, String queue) {
    started.add(agent);
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(queue)
        .setWorkflowId("task-" + agent)
        .build();
    Guest task = temporal.getWorkflowClient().newWorkflowStub(Guest.class, options);
    WorkflowClient.start(task::stay, agent);
    return task;
  }

  private void awaitSeen(String... what) {
    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(seen.story()).contains(what));
  }

  @Test
  void runsAnAgentOnAFactoryThatHasNothingElse() {
    start(factory(plugin("a").build()), "work");

    Guest task = invite("bee", "work");
    awaitSeen("bee here (active) at a");
    task.go();

    assertThat(WorkflowStub.fromTyped(task).getResult(String.class)).isEqualTo("bee was here");
    awaitSeen("bee left: completed");
  }

  @Test
  void isReadyFromTheStartOfTheFactoryToTheBeginOfItsStopWhileItReachesAbly() {
    UnderstudyPlugin plugin = plugin("a").build();
    assertThat(plugin.health().isReady()).isFalse();
    WorkerFactory factory = start(factory(plugin), "work");
    assertThat(plugin.health()).isEqualTo(new WorkerHealth(true, true, List.of()));

    Fault outage = ably.faults().unreachable();
    ably.faults().everyone().drop(TransportEnd.FIN);
    await().atMost(LIVELINESS).until(() -> !plugin.health().isReady());
    assertThat(plugin.health().isLive()).isTrue();
    assertThat(plugin.health().reasons()).containsExactly("worker a cannot reach Ably");
    outage.lift();
    await().atMost(LIVELINESS).until(() -> plugin.health().isReady());

    factory.getWorker("work").suspendPolling();
    assertThat(plugin.health().reasons()).containsExactly("worker a does not poll task queue work");
    factory.shutdown();
    assertThat(plugin.health().isReady()).isFalse();
  }

  @Test
  void saysThatItStopsWhileOthersAreToTakeItsAgents() throws InterruptedException {
    UnderstudyPlugin plugin = plugin("a").drainTime(Duration.ofMinutes(2)).build();
    WorkerFactory factory = start(factory(plugin), "work");
    invite("bee", "work");
    awaitSeen("bee here (active) at a");
    Thread drain = new Thread(factory::shutdown);

    drain.start();
    try {
      await()
          .atMost(LIVELINESS)
          .untilAsserted(() -> assertThat(plugin.health())
              .isEqualTo(new WorkerHealth(
                  true, false, List.of("worker a stops: its agents and steps go to others"))));
      assertThat(drain.isAlive()).isTrue();
    } finally {
      drain.interrupt(); // Waits no longer for others.
      drain.join(LIVELINESS.toMillis());
    }
  }

  @Test
  void servesSeveralTaskQueuesAndHandsTheAgentsOfAllOverWhenTheFactoryShutsDown() {
    UnderstudyPlugin plugin = plugin("a").build();
    WorkerFactory a = start(factory(plugin), "work", "play");
    invite("bee", "work");
    invite("cat", "play");
    awaitSeen("bee here (active) at a", "cat here (active) at a");
    assertThat(plugin.agents()).isEqualTo(2);
    start(factory(plugin("b").build()), "work", "play");

    a.shutdown();

    awaitSeen("bee left: superseded", "cat left: superseded");
    assertThat(seen.story())
        .containsSubsequence("bee here (active) at b", "bee left: superseded")
        .containsSubsequence("cat here (active) at b", "cat left: superseded");
    assertThat(plugin.agents()).isZero();
    assertThat(a.isTerminated()).isTrue();
  }

  @Test
  void leavesTheUsersInterceptorsConverterAndOptionsAsTheyAre() {
    List<String> executed = new CopyOnWriteArrayList<>();
    OwnConverter converter = new OwnConverter();
    WorkflowClient client = WorkflowClient.newInstance(
        temporal.getWorkflowServiceStubs(),
        temporal.getWorkflowClient().getOptions().toBuilder()
            .setDataConverter(converter)
            .setIdentity("of my own")
            .build());
    UnderstudyPlugin plugin = UnderstudyPlugin.newBuilder(ablySettings()).build();
    WorkerFactory factory = factory(
        client,
        WorkerFactoryOptions.newBuilder()
            .setPlugins(plugin)
            .setWorkerInterceptors(new WorkerInterceptorBase() {
              @Override
              public WorkflowInboundCallsInterceptor interceptWorkflow(
                  WorkflowInboundCallsInterceptor next) {
                executed.add(Workflow.getInfo().getWorkflowType());
                return next;
              }
            })
            .build());
    start(factory, "work");

    invite("bee", "work");

    awaitSeen("bee here (active) at of my own");
    assertThat(executed).contains("Guest");
    assertThat(factory.getWorkflowClient()).isSameAs(client);
    assertThat(client.getOptions().getDataConverter()).isSameAs(converter);
    assertThat(factory.getWorker("work").getWorkerOptions().getStickyQueueScheduleToStartTimeout())
        .isZero();
  }

  @Test
  void leavesTheUsersTunerAndPropagatorsAsTheyAre() {
    Tenant tenant = new Tenant();
    WorkflowClient client = WorkflowClient.newInstance(
        temporal.getWorkflowServiceStubs(),
        temporal.getWorkflowClient().getOptions().toBuilder()
            .setContextPropagators(List.of(tenant))
            .build());
    WorkerFactory factory = factory(
        client,
        WorkerFactoryOptions.newBuilder().setPlugins(plugin("a").build()).build());
    WorkerTuner tuner = new CompositeTuner(
        new FixedSizeSlotSupplier<>(2),
        new FixedSizeSlotSupplier<>(2),
        new FixedSizeSlotSupplier<>(2),
        new FixedSizeSlotSupplier<>(2));
    factory
        .newWorker("work", WorkerOptions.newBuilder().setWorkerTuner(tuner).build())
        .registerWorkflowImplementationTypes(GuestImpl.class);
    factory.start();

    started.add("bee");
    Guest task = client.newWorkflowStub(
        Guest.class,
        WorkflowOptions.newBuilder()
            .setTaskQueue("work")
            .setWorkflowId("task-bee")
            .build());
    WorkflowClient.start(task::stay, "bee");

    awaitSeen("bee here (active) at a");
    assertThat(tenant.arrived).contains("tenant-7");
    assertThat(factory.getWorker("work").getWorkerOptions().getWorkerTuner()).isSameAs(tuner);
  }

  /** Carries whose task it is, as an application of many tenants does. */
  private static final class Tenant implements ContextPropagator {
    private final List<Object> arrived = new CopyOnWriteArrayList<>();

    @Override
    public String getName() {
      return "tenant";
    }

    @Override
    public Object getCurrentContext() {
      return "tenant-7";
    }

    @Override
    public Map<String, Payload> serializeContext(Object context) {
      return Map.of(getName(), GlobalDataConverter.get().toPayload(context).orElseThrow());
    }

    @Override
    public Object deserializeContext(Map<String, Payload> header) {
      return Optional.ofNullable(header.get(getName()))
          .map(tenant -> GlobalDataConverter.get().fromPayload(tenant, String.class, String.class))
          .orElse("nobody");
    }

    @Override
    public void setCurrentContext(Object context) {
      arrived.add(context);
    }
  }

  @Test
  void stopsWithoutDrainBeforeOthersCouldTakeItsAgentsAndClosesNothingThatIsTheUsers() {
    UnderstudyPlugin plugin = plugin("a").withoutDrain().build();
    WorkerFactory factory = start(factory(plugin), "work");
    invite("bee", "work");
    awaitSeen("bee here (active) at a");

    long before = System.nanoTime();
    factory.shutdown();

    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isLessThan(Duration.ofSeconds(8)); // A drain waits for ten.
    assertThat(factory.isTerminated()).isTrue();
    assertThat(seen.story()).last().isEqualTo("bee here (active) at a");
    WorkflowServiceStubs stubs = temporal.getWorkflowServiceStubs();
    assertThat(stubs.isShutdown()).isFalse();
    assertThat(stubs.blockingStub().getSystemInfo(GetSystemInfoRequest.getDefaultInstance()))
        .isNotNull();
  }

  @Test
  void isOfUseToAnotherFactoryOnceTheFirstHasShutDown() {
    UnderstudyPlugin plugin = plugin("a").withoutDrain().build();
    start(factory(plugin), "work").shutdown();

    start(factory(plugin), "work");
    invite("bee", "work");

    awaitSeen("bee here (active) at a");
  }

  @Test
  void comesFromTheStubsAndMayStandInTheOptionsOfAllThree() {
    UnderstudyPlugin plugin = plugin("a").build();
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
            .setChannel(temporal.getWorkflowServiceStubs().getRawChannel())
            .setPlugins(plugin)
            .build());
    WorkflowClientOptions options = WorkflowClientOptions.newBuilder()
        .setNamespace(temporal.getNamespace())
        .setPlugins(plugin)
        .build();
    WorkerFactory factory = factory(
        WorkflowClient.newInstance(stubs, options),
        WorkerFactoryOptions.newBuilder().setPlugins(plugin).build());
    start(factory, "work");

    Guest task = invite("bee", "work");
    awaitSeen("bee here (active) at a");
    task.go();

    assertThat(WorkflowStub.fromTyped(task).getResult(String.class)).isEqualTo("bee was here");
    factory.shutdown();
    factory.awaitTermination(LIVELINESS.toSeconds(), TimeUnit.SECONDS);
    assertThat(factory.isTerminated()).isTrue();
  }

  @Test
  void refusesASecondFactoryWithOneOfItsTaskQueues() {
    UnderstudyPlugin plugin = plugin("a").build();
    start(factory(plugin), "work");

    assertThatThrownBy(() -> start(factory(plugin), "work"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "task queue work is polled through this plugin already: give the second factory a plugin of its"
                + " own");

    invite("bee", "work");
    awaitSeen("bee here (active) at a");
  }

  @Test
  void saysWhenTheFactoryStartsThatAblyRefuses() {
    UnderstudyPlugin plugin = UnderstudyPlugin.newBuilder(
            AblySettings.local("no.such:key", ably.host(), ably.port()))
        .build();

    assertThatThrownBy(() -> start(factory(plugin), "work"))
        .isInstanceOf(AblyRefusedException.class);
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    UnderstudyPlugin.Builder builder = UnderstudyPlugin.newBuilder(ablySettings());

    assertThatThrownBy(() -> builder.maxAgents(0))
        .hasMessage("maxAgents must be at least 1 but was 0");
    assertThatThrownBy(() -> builder.named(" ")).hasMessageContaining("a worker's name is from 1");
  }
}
