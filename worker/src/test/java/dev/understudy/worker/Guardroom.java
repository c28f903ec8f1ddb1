package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.embedded.EmbeddedTemporal;
import dev.understudy.lease.LeaseActivities;
import dev.understudy.lease.LeaseView;
import dev.understudy.lease.LeaseWorkflow;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import dev.understudy.lease.held.LeaseRecord;
import dev.understudy.lease.held.LeaseRecord.Holdings;
import dev.understudy.lease.held.LeaseRecords;
import dev.understudy.lease.held.Leases;
import dev.understudy.server.TemporalForTests;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Workers in processes of their own, one agent with one step among them, and a Temporal that tells of them. */
final class Guardroom implements AutoCloseable {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final String TASK = "watch-1";
  private static final String ATTENDANCE = "attendance/watch-1/room:42/guard";

  private final AblyLocal ably;
  private final String target;
  private final WorkflowClient client;
  private final Runnable end;
  private final Leases leases;
  private final List<Watchman> workers = new ArrayList<>();

  /** On the embedded Temporal, or the real one that tests are given. */
  Guardroom(AblyLocal ably) {
    this.ably = ably;
    @Nullable String real = System.getProperty("understudy.temporal");
    if (real != null) {
      TestWorkflowEnvironment environment = TemporalForTests.environment();
      this.target = real;
      this.client = environment.getWorkflowClient();
      this.end = environment::close;
    } else {
      EmbeddedTemporal embedded = EmbeddedTemporal.start();
      this.target = embedded.host() + ":" + embedded.port();
      this.client = embedded.client();
      this.end = embedded::close;
    }
    this.leases = new Leases(client, WorkerForTests.QUEUE);
  }

  /** On the server at {@code target}, which the caller closes. */
  Guardroom(AblyLocal ably, String target) {
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    this.ably = ably;
    this.target = target;
    this.client = WorkflowClient.newInstance(stubs);
    this.end = stubs::shutdownNow;
    this.leases = new Leases(client, WorkerForTests.QUEUE);
  }

  Watchman enter(String name) throws IOException {
    return enter(name, List.of());
  }

  /** One more worker, whose lease has found it; with more options of its JVM. */
  Watchman enter(String name, List<String> options) throws IOException {
    String namespace = client.getOptions().getNamespace();
    Watchman worker = Watchman.start(
        options, List.of(name, target, namespace, ably.key(), String.valueOf(ably.port())));
    workers.add(worker);
    await().atMost(LIVELINESS).until(() -> isHeld(name));
    return worker;
  }

  /** Whether its lease has begun and found it, so that its ledger is there. */
  boolean isHeld(String name) {
    return leases.open().stream()
        .filter(run -> run.worker().equals(name))
        .anyMatch(run -> pending(run.leaseId()).stream()
            .filter(activity -> !activity.getLastWorkerIdentity().isEmpty())
            .map(activity -> activity.getActivityType().getName())
            .toList()
            .containsAll(List.of(LeaseActivities.HOLD, LeaseActivities.PAGE)));
  }

  private List<PendingActivityInfo> pending(String workflow) {
    return client
        .newUntypedWorkflowStub(workflow)
        .describe()
        .getRawDescription()
        .getPendingActivitiesList();
  }

  WorkerRun run(String name) {
    return leases.open().stream()
        .filter(run -> run.worker().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Starts the task; its agent and its step are at {@code name}, the only worker, and its ledger tells so. */
  void guard(String name) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId(TASK)
        .build();
    WorkflowClient.start(client.newWorkflowStub(Watchman.Watch.class, options)::keep);
    await().atMost(LIVELINESS).until(() -> held(name).equals(new Holdings(1, 1, 0)));
  }

  private Holdings held(String name) {
    return new LeaseRecords(client, WorkerForTests.QUEUE)
        .since(Instant.now(), List.of()).stream()
            .filter(lease -> lease.run().worker().equals(name))
            .map(lease -> ((LeaseRecord.Open) lease).holdings())
            .findFirst()
            .orElseThrow();
  }

  /**
   * Has the worker asked whether it lives, as patiently as may be, and waits for its answer: no older suspicion
   * is open then.
   */
  void awaitWord(String name) {
    WorkerRun run = run(name);
    long before = view(run).tally().falseAlarms();
    leases.suspect(run, Suspicion.LEASE, "test");
    await()
        .atMost(LIVELINESS)
        .ignoreExceptions()
        .until(
            () -> view(run).tally().falseAlarms() > before && view(run).alarm().isEmpty());
  }

  private LeaseView view(WorkerRun run) {
    return client.newUntypedWorkflowStub(run.leaseId()).query(LeaseWorkflow.VIEW, LeaseView.class);
  }

  /** Whether that worker has both, the agent and the step. */
  boolean isAllAt(String name) {
    return Stream.of(TASK, ATTENDANCE)
        .allMatch(workflow -> pending(workflow).stream()
            .anyMatch(activity -> activity.getLastWorkerIdentity().equals(name)
                && activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED));
  }

  /** At which attempt the agent's attendance is, and at which its step. */
  Map<String, Integer> attempts() {
    Map<String, Integer> attempts = new TreeMap<>();
    for (String workflow : List.of(TASK, ATTENDANCE)) {
      pending(workflow).forEach(activity -> attempts.put(workflow, activity.getAttempt()));
    }
    return attempts;
  }

  /** Both are at that attempt. */
  static Map<String, Integer> all(int attempt) {
    return Map.of(TASK, attempt, ATTENDANCE, attempt);
  }

  void requireAttempts(int attempt) {
    assertThat(attempts()).isEqualTo(all(attempt));
  }

  @Override
  public void close() {
    workers.forEach(Watchman::close);
    end.run();
  }
}
