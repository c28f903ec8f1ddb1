package dev.understudy.testing;

import dev.understudy.attendance.AblyQueue;
import dev.understudy.attendance.AttendanceWorkflowImpl;
import dev.understudy.attendance.EndWorkflowImpl;
import dev.understudy.embedded.LateCancellations;
import dev.understudy.session.SessionInterceptor;
import dev.understudy.step.StepNumbering;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.History;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Tasks, their sessions in memory, and a clock that is skipped: a day takes milliseconds. The task's own code
 * runs as in production, on a worker in this process.
 *
 * <pre>{@code
 * try (SessionTest test = SessionTest.forWorkflow(ReportImpl.class).withSteps(steps).open()) {
 *   TestRoom room = test.room("room:42");
 *   TestTask task = test.start(Report.class, report -> report.write("room:42"));
 *   room.enters("alice");
 *   room.leaves("alice");
 *   test.skip(Duration.ofSeconds(31));
 *   assertThat(task.isPaused()).isTrue();
 * }
 * }</pre>
 *
 * <p>What a test does, and what it looks at, waits for all that follows by itself: until every task waits for
 * time, for people, for an order, or for a step that the test holds, as which counts one that neither computes nor
 * returns for some tenths of a second. Such a step is waited for by what needs it: {@link #skip}, {@link
 * TestTask#awaits}, {@link TestTask#result}, and every order. Thread-safe.
 */
public final class SessionTest implements AutoCloseable {
  private static final String QUEUE = "understudy-test";

  /** As often as a step with Temporal's own retry policy may fail in a day. */
  private static final int MOST_FAILURES = 1_000;

  /** From one look whether all has stopped to the next. Temporal's own, 250 ms, was most of a test's time. */
  private static final Duration STOPPING = Duration.ofMillis(2);

  /** Temporal takes code that computes for a second for a deadlock, and so what is cold on a slow machine. */
  private static final WorkerOptions PATIENT =
      WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(20_000).build();

  private final SessionTestSetup setup;
  private final TestWorkflowEnvironment server;
  private final SkippedTime time;
  private final Holds holds;
  private final Executions executions;
  private final Rooms rooms;
  private final Worker worker;
  private final AtomicInteger tasks = new AtomicInteger();

  /** What runs the activities that would need Ably, by their task queue. */
  private final Map<String, WorkerFactory> ably = new ConcurrentHashMap<>();

  SessionTest(SessionTestSetup setup) {
    this.setup = setup;
    Faults faults = new Faults();
    StepThreads threads = new StepThreads();
    this.server = TestWorkflowEnvironment.newInstance(
        options(setup, List.of(new MemorySteps(threads, this::room), faults)));
    this.time = new SkippedTime(server);
    this.holds = new Holds(time);
    this.executions = new Executions(server, faults);
    this.rooms = new Rooms(executions, time::now, holds, threads);
    this.worker = server.newWorker(QUEUE, PATIENT);
    serve(worker);
    setup.registrations().forEach(registration -> registration.accept(worker));
    server.start();
  }

  private static TestEnvironmentOptions options(
      SessionTestSetup setup, List<WorkerInterceptor> ofTheKit) {
    List<WorkerInterceptor> interceptors = new ArrayList<>();
    interceptors.add(new SessionInterceptor());
    interceptors.add(new StepNumbering());
    interceptors.addAll(ofTheKit);
    interceptors.addAll(setup.interceptors());
    return TestEnvironmentOptions.newBuilder()
        .setWorkflowServiceStubsOptions(WorkflowServiceStubsOptions.newBuilder()
            .setGrpcClientInterceptors(List.of(LateCancellations.onClient()))
            .build())
        .setWorkflowClientOptions(setup.clientOptions())
        .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
            .setShutdownCheckInterval(STOPPING)
            .setWorkerInterceptors(interceptors.toArray(WorkerInterceptor[]::new))
            .build())
        .build();
  }

  /**
   * A test, to be opened, of tasks whose workflow is one of these, and of what they have for children.
   *
   * @param implementations classes as a worker registers them
   */
  public static SessionTestSetup forWorkflow(Class<?>... implementations) {
    return SessionTestSetup.of(implementations);
  }

  /**
   * The session of that name, whoever is in it; the same for the same name.
   *
   * @throws IllegalArgumentException if no session can be called that
   */
  public TestRoom room(String name) {
    return rooms.room(name);
  }

  /**
   * Starts a task.
   *
   * @param type interface of its workflow
   * @param call calls the workflow's method
   */
  public <T> TestTask start(Class<T> type, Functions.Proc1<T> call) {
    return task("task-" + tasks.incrementAndGet()).start(type, call);
  }

  /** The task of that workflow id, which may be started later, here or by the test's own use of {@link #client}. */
  public TestTask task(String workflowId) {
    if (Objects.requireNonNull(workflowId, "a task needs a workflow id").isBlank()) {
      throw new IllegalArgumentException(
          "a task's workflow id must not be blank but was \"%s\"".formatted(workflowId));
    }
    return new TestTask(workflowId, QUEUE, executions, rooms);
  }

  /**
   * Lets time pass: timers fire on the way, and steps that are at work are waited for.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public void skip(Duration time) {
    Objects.requireNonNull(time, "say how long to skip");
    if (time.isNegative()) {
      throw new IllegalArgumentException("time cannot go back, but was to skip " + time);
    }
    settle();
    rooms.watch(MOST_FAILURES, () -> this.time.skip(time));
    settle();
  }

  /** What the tasks' clock reads. */
  public Instant now() {
    return time.now();
  }

  /** For what this does not do by itself: signals, queries, starts with options of the test's own. */
  public WorkflowClient client() {
    rooms.requireReady();
    return executions.client();
  }

  /** Where its worker looks for tasks. */
  public String taskQueue() {
    return QUEUE;
  }

  /** Lets a worker of the test's own run tasks with sessions, on another queue than {@link #taskQueue}. */
  public void serve(Worker another) {
    MemoryAttendance attendance = new MemoryAttendance(rooms, executions, holds);
    another.registerWorkflowImplementationTypes(
        AttendanceWorkflowImpl.class, EndWorkflowImpl.class);
    another.registerActivitiesImplementations(attendance);
    String queue = AblyQueue.of(another.getTaskQueue());
    ably.computeIfAbsent(queue, name -> serve(name, attendance));
  }

  private WorkerFactory serve(String ablyQueue, MemoryAttendance attendance) {
    WorkerFactory factory = WorkerFactory.newInstance(
        executions.client(),
        WorkerFactoryOptions.newBuilder().setShutdownCheckInterval(STOPPING).build());
    factory.newWorker(ablyQueue).registerActivitiesImplementations(attendance);
    factory.start();
    return factory;
  }

  /**
   * Waits until every task waits for time, people, an order, or a step that the test holds. For tests that use
   * {@link #client}.
   */
  public void settle() {
    rooms.settle();
  }

  /**
   * Replays all histories, of those that still run, too, unless the setup says otherwise, and stops. The second
   * time it does nothing.
   *
   * @throws AssertionError if one does not replay: its code does not decide from its history alone
   */
  @Override
  public void close() {
    if (rooms.isClosed()) {
      return;
    }
    try {
      if (setup.isReplaying() && !rooms.hasFailed()) {
        settle();
        replay();
      }
    } finally {
      stop();
    }
  }

  /** Stops at once: a test that has failed needs no second reason. */
  void stop() {
    if (rooms.isClosed()) {
      return;
    }
    rooms.close();
    time.close();
    ably.values().forEach(WorkerFactory::shutdownNow);
    server.close();
  }

  private void replay() {
    Stream.concat(open(), executions.closed().stream()).forEach(this::replay);
  }

  /** Not those that a bug holds: it would hold their replays. */
  private Stream<WorkflowExecution> open() {
    return executions.businesses().stream().filter(run -> !run.isHeld()).map(Business::run);
  }

  private void replay(WorkflowExecution run) {
    try {
      WorkflowReplayer.replayWorkflowExecution(ofItsOwn(run), worker);
    } catch (Exception differs) {
      throw new AssertionError(
          "the history of %s does not replay: what its workflow does must depend on nothing else"
              .formatted(run.getWorkflowId()),
          differs);
    }
  }

  /** A run's history without its termination, which is nobody's decision, and which the SDK does not replay. */
  private WorkflowExecutionHistory ofItsOwn(WorkflowExecution run) {
    WorkflowExecutionHistory all =
        executions.client().fetchHistory(run.getWorkflowId(), run.getRunId());
    if (!all.getLastEvent().hasWorkflowExecutionTerminatedEventAttributes()) {
      return all;
    }
    History.Builder history = all.getHistory().toBuilder();
    history.removeEvents(history.getEventsCount() - 1);
    return new WorkflowExecutionHistory(history.build(), run.getWorkflowId());
  }
}
