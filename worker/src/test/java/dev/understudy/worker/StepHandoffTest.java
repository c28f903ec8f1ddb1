package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.attendance.ably.HandoffListener;
import dev.understudy.attendance.ably.StepHandoff;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.lease.Reaped;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import io.micrometer.core.instrument.search.MeterNotFoundException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker's listener hears of the steps that come to it. */
class StepHandoffTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final List<StepHandoff> heard = new CopyOnWriteArrayList<>();
  private final DigImpl digging = new DigImpl();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Scope scope = new RootScopeBuilder()
      .reporter(new MicrometerClientStatsReporter(registry))
      .reportEvery(com.uber.m3.util.Duration.ofMillis(50));
  private final List<UnderstudyWorker> workers = new ArrayList<>();

  /** One step. */
  @ActivityInterface
  public interface Dig {
    /** Lasts until it may end; returns which attempt that was. */
    int dig();
  }

  private static final class DigImpl implements Dig {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch mayEnd = new CountDownLatch(1);

    @Override
    public int dig() {
      begun.countDown();
      try {
        mayEnd.await();
      } catch (InterruptedException told) {
        Thread.currentThread().interrupt();
      }
      return Activity.getExecutionContext().getInfo().getAttempt();
    }
  }

  /** Takes that step. */
  @WorkflowInterface
  public interface Garden {
    @WorkflowMethod
    int work();
  }

  public static final class GardenImpl implements Garden {
    private final Dig dig = Workflow.newActivityStub(
        Dig.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(10))
            .build());

    @Override
    public int work() {
      return dig.dig();
    }
  }

  private void work(WorkflowClient client, HandoffListener listener) {
    WorkerSettings settings = new WorkerSettings(
        WorkerForTests.QUEUE,
        new Holder("a", 10),
        AblySettings.local(ably.key(), ably.host(), ably.port()),
        HandoffPolicy.DEFAULT);
    workers.add(UnderstudyWorker.start(client, settings.heardBy(listener), List.of(on -> {
      on.registerWorkflowImplementationTypes(GardenImpl.class);
      on.registerActivitiesImplementations(digging);
    })));
  }

  private HandoffListener listener() {
    return new HandoffListener() {
      @Override
      public void onStep(StepHandoff handoff) {
        heard.add(handoff);
      }
    };
  }

  private WorkflowClient measured() {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
            .setChannel(temporal.getWorkflowServiceStubs().getRawChannel())
            .setMetricsScope(scope)
            .build());
    return WorkflowClient.newInstance(stubs, temporal.getWorkflowClient().getOptions());
  }

  @AfterEach
  void stop() throws ScopeCloseException {
    digging.mayEnd.countDown();
    workers.forEach(UnderstudyWorker::close);
    scope.close();
    temporal.close();
    ably.close();
  }

  private WorkflowStub start(String task) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId(task)
        .build();
    Garden garden = temporal.getWorkflowClient().newWorkflowStub(Garden.class, options);
    WorkflowClient.start(garden::work);
    return WorkflowStub.fromTyped(garden);
  }

  @Test
  void isWhyOneWasLostAndHowLongItStood() throws InterruptedException {
    work(temporal.getWorkflowClient(), listener());
    WorkflowStub lost = loseOne();

    await().atMost(LIVELINESS).until(() -> !heard.isEmpty());
    assertThat(heard).singleElement().satisfies(step -> {
      assertThat(step.task()).isEqualTo("lost");
      assertThat(step.type()).isEqualTo("Dig");
      assertThat(step.attempt()).isEqualTo(2);
      assertThat(step.reason().cause()).isEqualTo(HandoffCause.LEASE);
      assertThat(step.reason().noticed()).contains(NOON);
      assertThat(step.started()).isAfterOrEqualTo(step.ended());
      assertThat(step.stood()).isBetween(Duration.ZERO, LIVELINESS);
    });
    digging.mayEnd.countDown();
    assertThat(lost.getResult(Integer.class)).isEqualTo(2);
  }

  @Test
  void isMeasuredThoughNobodyListens() throws InterruptedException {
    work(measured(), HandoffListener.NONE);

    loseOne();

    await().atMost(LIVELINESS).ignoreException(MeterNotFoundException.class).untilAsserted(() -> {
      assertThat(registry
              .get("understudy_steps_moved")
              .tags("reason", "lease")
              .counter()
              .count())
          .isEqualTo(1);
      assertThat(registry.get("understudy_step_standstill").timer().count()).isEqualTo(1);
    });
  }

  private WorkflowStub loseOne() throws InterruptedException {
    WorkflowStub lost = start("lost");
    assertThat(digging.begun.await(LIVELINESS.toSeconds(), TimeUnit.SECONDS)).isTrue();
    reap(
        lost,
        new Reaped(
            new WorkerRun(WorkerForTests.QUEUE, "z", "run-1"), Suspicion.LEASE, NOON, NOON, NOON));
    return lost;
  }

  private void reap(WorkflowStub task, Reaped reaped) {
    temporal
        .getWorkflowClient()
        .newActivityCompletionClient()
        .completeExceptionally(
            task.getExecution().getWorkflowId(),
            Optional.empty(),
            task.describe().getRawDescription().getPendingActivities(0).getActivityId(),
            ApplicationFailure.newBuilder()
                .setMessage("its worker is gone")
                .setType(Reaped.TYPE)
                .setDetails(reaped)
                .setCategory(ApplicationErrorCategory.BENIGN)
                .setNextRetryDelay(Duration.ofMillis(1))
                .build());
  }
}
