package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.TestRoom;
import dev.understudy.testing.TestTask;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a task has measured in the metrics of its worker. */
class TaskMeasuresTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Scope scope = new RootScopeBuilder()
      .reporter(new MicrometerClientStatsReporter(registry))
      .reportEvery(com.uber.m3.util.Duration.ofMillis(10));
  private final SessionTest test = SessionTest.forWorkflow(PeopleTask.Impl.class)
      .withSteps(new PeopleTaskTest.Passing())
      .withInterceptor(new Measured(scope))
      .withoutReplay()
      .open();
  private final TestRoom room = test.room("room:42");
  private final TestTask task = test.task("task-1");

  /** Has tasks measured in a scope, as the SDK does in that of the client. */
  private static final class Measured extends WorkerInterceptorBase {
    private final Scope scope;

    Measured(Scope scope) {
      this.scope = scope;
    }

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
      return new WorkflowInboundCallsInterceptorBase(next) {
        @Override
        public void init(WorkflowOutboundCallsInterceptor outbound) {
          super.init(new WorkflowOutboundCallsInterceptorBase(outbound) {
            @Override
            public Scope getMetricsScope() {
              return WorkflowUnsafe.isReplaying() ? new NoopScope() : scope;
            }
          });
        }
      };
    }
  }

  @AfterEach
  void stop() throws Exception {
    test.close();
    scope.close();
  }

  /** All that was counted, with the values of the labels behind the names. */
  private Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (Counter counter :
        Search.in(registry).name(name -> name.startsWith("understudy_")).counters()) {
      counts.put(title(counter), Math.round(counter.count()));
    }
    return counts;
  }

  private static String title(Counter counter) {
    StringBuilder title = new StringBuilder(counter.getId().getName());
    counter.getId().getTags().forEach(tag -> title.append(' ').append(tag.getValue()));
    return title.toString();
  }

  @Test
  void countsAbsencesPausesOrdersAndRefusalsOnce() {
    task.start(PeopleTask.class, keeper -> keeper.keep("pause"));
    room.enters("alice");
    room.leaves("alice");
    test.skip(Duration.ofMinutes(1));
    room.enters("alice");
    task.pause("alice", "lunch");
    assertThatThrownBy(() -> task.pause("alice", "more lunch"))
        .hasMessageContaining("paused already");
    task.resume("alice", "");
    task.steer("alice", "hurry");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(counts())
            .isEqualTo(Map.of(
                "understudy_absences", 1L,
                "understudy_pauses absence", 1L,
                "understudy_pauses person", 1L,
                "understudy_orders pause", 1L,
                "understudy_orders resume", 1L,
                "understudy_orders steer", 1L,
                "understudy_order_refusals task.paused-already", 1L)));
  }

  @Test
  void countsATaskThatIsGivenUp() {
    task.start(PeopleTask.class, keeper -> keeper.keep("cancel"));
    room.enters("alice");
    room.leaves("alice");
    test.skip(Duration.ofMinutes(1));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(counts())
            .isEqualTo(Map.of("understudy_absences", 1L, "understudy_abandonments", 1L)));
  }
}
