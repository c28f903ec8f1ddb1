package dev.understudy.metrics;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
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
import java.util.Map;
import java.util.TreeMap;

/** Has the tasks of a test measured in a registry, as the SDK does in that of the client. To be closed. */
public final class MeasuredTasks extends WorkerInterceptorBase implements AutoCloseable {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Scope scope = new RootScopeBuilder()
      .reporter(new MicrometerClientStatsReporter(registry))
      .reportEvery(com.uber.m3.util.Duration.ofMillis(10));

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

  /** All of ours that was counted, with the values of the labels behind the names. Comes a moment later. */
  public Map<String, Long> counts() {
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

  @Override
  public void close() {
    try {
      scope.close();
    } catch (ScopeCloseException unreported) {
      throw new IllegalStateException(unreported);
    }
  }
}
