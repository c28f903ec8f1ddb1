package dev.understudy.attendance.ably;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.attendance.AblyQueue;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.AttendanceWorkflow;
import dev.understudy.attendance.AttendanceWorkflowImpl;
import dev.understudy.attendance.EndWorkflowImpl;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.lease.held.Ledger;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.grpc.ClientInterceptor;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** A Temporal server, ably-local, and holders of attendances that can be crashed. */
public final class Stage implements AutoCloseable {
  static final String QUEUE = "work";
  /**
   * Of tests that wait until a heartbeat is missed, or heard. A busy machine may miss one: who must not be given out
   * again beats as by default.
   */
  public static final HandoffPolicy POLICY =
      HandoffPolicy.DEFAULT.withHeartbeatTimeout(Duration.ofSeconds(3));

  /** A worker's is longer, which nothing but patience would come of here. */
  private static final Duration TASK_WATCH = Duration.ofSeconds(1);

  final TestWorkflowEnvironment temporal;
  private final List<Runnable> endings = new ArrayList<>();
  private final AblyLocal ably;

  public Stage() {
    this(Limits.STANDARD);
  }

  /** One on which Ably permits no more than that. */
  Stage(Limits limits) {
    this(limits, TemporalForTests.environment());
  }

  /** One on which other processes can play, too, since they can reach {@code temporal}. */
  Stage(Limits limits, TestWorkflowEnvironment temporal) {
    this.temporal = temporal;
    this.ably = AblyLocal.builder().limits(limits).start();
  }

  /** A task that does nothing but run. */
  @WorkflowInterface
  public interface Idle {
    @WorkflowMethod
    void run();
  }

  public static final class IdleImpl implements Idle {
    @Override
    public void run() {
      Workflow.sleep(Duration.ofDays(1));
    }
  }

  AblyLocal ably() {
    return ably;
  }

  /** The server comes back at once, at the same place, and has forgotten everything. */
  void restartAbly() {
    ably.faults().restart();
  }

  public WorkflowClient client() {
    return temporal.getWorkflowClient();
  }

  /** A client of Temporal whose calls go through {@code interceptor}. */
  WorkflowClient clientThrough(ClientInterceptor interceptor) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
            .setChannel(temporal.getWorkflowServiceStubs().getRawChannel())
            .setGrpcClientInterceptors(List.of(interceptor))
            .build());
    endings.add(stubs::shutdownNow);
    return WorkflowClient.newInstance(stubs, client().getOptions());
  }

  void startTask(String task) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(task).build();
    WorkflowClient.start(client().newWorkflowStub(Idle.class, options)::run);
  }

  AttendanceSpec spec(String task, String session, String agent) {
    return new AttendanceSpec(task, new SessionName(session), new AgentName(agent), 1);
  }

  WorkflowStub attend(String task, String session, String agent) {
    return attend(spec(task, session, agent));
  }

  WorkflowStub attend(AttendanceSpec spec) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(QUEUE)
        .setWorkflowId(spec.workflowId(QUEUE, QUEUE))
        .build();
    AttendanceWorkflow attendance = client().newWorkflowStub(AttendanceWorkflow.class, options);
    WorkflowClient.start(attendance::attend, spec);
    return WorkflowStub.fromTyped(attendance);
  }

  HolderProcess holder(String name) {
    return holder(name, client());
  }

  HolderProcess holder(String name, WorkflowClient client) {
    return holder(name, client, POLICY);
  }

  HolderProcess holder(String name, WorkflowClient client, HandoffPolicy policy) {
    return holder(new Attendances.Holder(name, 500), client, policy);
  }

  /** One that takes no other agent beside one. */
  HolderProcess fullHolder(String name, HandoffPolicy policy) {
    return holder(new Attendances.Holder(name, 1), client(), policy);
  }

  private HolderProcess holder(
      Attendances.Holder name, WorkflowClient client, HandoffPolicy policy) {
    AblySettings settings = AblySettings.local(ably.key(), ably.host(), ably.port());
    HolderProcess holder = new HolderProcess(name, settings, client, policy);
    endings.add(holder::end);
    return holder;
  }

  public AblyRealtime client(@Nullable String clientId) {
    try {
      ClientOptions options = ably.clientOptions();
      options.clientId = clientId;
      AblyRealtime client = new AblyRealtime(options);
      endings.add(client::close);
      return client;
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** What a worker process is as far as attendances go. */
  static final class HolderProcess {
    /** Those that brought it agents, as they became known. */
    final HandoffsForTests handoffs = new HandoffsForTests();

    final Attendances attendances;
    final AblyAttendanceActivities activities;
    private final AblyConnections connections;
    private final ScheduledExecutorService heartbeats = Executors.newScheduledThreadPool(2);
    private final WorkerFactory factory;
    private final AblyPolling polling;

    HolderProcess(
        Attendances.Holder name, AblySettings ably, WorkflowClient client, HandoffPolicy policy) {
      connections = AblyConnections.open(ably, policy, Duration.ofSeconds(30));
      attendances = new Attendances(
          connections,
          client,
          name,
          TenureHeartbeat.Pace.of(
              connections,
              new Attendances.ToTemporal(client, heartbeats, Ledger.unread(heartbeats)),
              TASK_WATCH),
          new HandoffHearing(handoffs, connections.background()));
      activities = new AblyAttendanceActivities(attendances);
      factory = WorkerFactory.newInstance(
          client, WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(1).build());
      Worker worker = factory.newWorker(
          QUEUE,
          WorkerOptions.newBuilder()
              .setStickyQueueScheduleToStartTimeout(Duration.ZERO)
              .build());
      worker.registerWorkflowImplementationTypes(
          WorkflowImplementationOptions.newBuilder()
              .setActivityOptions(Map.of(
                  "understudy.attend",
                  ActivityOptions.newBuilder()
                      .setHeartbeatTimeout(policy.heartbeatTimeout())
                      .build()))
              .build(),
          AttendanceWorkflowImpl.class,
          EndWorkflowImpl.class,
          IdleImpl.class);
      worker.registerActivitiesImplementations(activities);
      Worker ablyWorker = factory.newWorker(AblyQueue.of(QUEUE));
      ablyWorker.registerActivitiesImplementations(activities);
      polling = new AblyPolling(ablyWorker);
      factory.start();
      connections.follow(polling::follow);
    }

    /** Lets what comes to it wait until what this returns is run. */
    Runnable pause() {
      CountDownLatch over = new CountDownLatch(1);
      connections.loop().execute(() -> {
        try {
          over.await();
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
      });
      return over::countDown;
    }

    /** Stops as on a planned shutdown. */
    void relay() {
      polling.stop();
      factory.suspendPolling();
      try {
        attendances.relay(Duration.ofSeconds(30));
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }

    /**
     * Nothing is said to anybody: heartbeats and connections just end. What its polls still bring is
     * lost with it, and times out.
     */
    void crash() {
      polling.stop();
      factory.suspendPolling();
      heartbeats.shutdownNow();
      connections.abandon();
    }

    /** With its polls, too: the server would wait for them five seconds when it closes. */
    private void end() {
      crash();
      factory.shutdownNow();
    }
  }

  @Override
  public void close() {
    endings.forEach(Runnable::run);
    temporal.close();
    ably.close();
  }
}
