package dev.understudy.metrics;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import dev.understudy.Internal;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.MetricsTag;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes what is measured to the metrics of Temporal's client, beside the SDK's own, and so to whichever registry its
 * owner has. Thread-safe.
 */
@Internal
public final class Measures {
  /** Takes it nowhere. */
  public static final Measures NONE = new Measures(new NoopScope());

  private final Scope scope;

  private Measures(Scope scope) {
    this.scope = scope;
  }

  /** To those of {@code client}, under its namespace. */
  public static Measures of(WorkflowClient client) {
    Scope scope = client.getWorkflowServiceStubs().getOptions().getMetricsScope();
    return new Measures(scope).in(MetricsTag.NAMESPACE, client.getOptions().getNamespace());
  }

  /** Of what a worker does for one task queue. */
  public Measures ofQueue(String taskQueue) {
    return in(MetricsTag.TASK_QUEUE, taskQueue);
  }

  /** Of the workflow that runs on this thread. What is replayed has been measured already. */
  public static Measures ofThisTask() {
    return new Measures(Workflow.getMetricsScope());
  }

  private Measures in(String label, String value) {
    return areWanted() ? new Measures(scope.tagged(Map.of(label, value))) : this;
  }

  /** Whether anybody wants them. */
  public boolean areWanted() {
    return !(scope instanceof NoopScope);
  }

  /** One more. */
  public void count(Metric counter, String... labels) {
    count(counter, 1, labels);
  }

  /** So many more. */
  public void count(Metric counter, long more, String... labels) {
    require(counter, Metric.Kind.COUNTER);
    with(counter, labels).counter(counter.title()).inc(more);
  }

  /** So it is now. */
  public void show(Metric gauge, double value, String... labels) {
    require(gauge, Metric.Kind.GAUGE);
    with(gauge, labels).gauge(gauge.title()).update(value);
  }

  /** It took that long; clocks that disagree make no time negative. */
  public void took(Metric timer, Duration time, String... labels) {
    require(timer, Metric.Kind.TIMER);
    long nanos = time.isNegative() ? 0 : time.toNanos();
    with(timer, labels).timer(timer.title()).record(com.uber.m3.util.Duration.ofNanos(nanos));
  }

  private static void require(Metric metric, Metric.Kind kind) {
    if (metric.kind() != kind) {
      throw new AssertionError(metric + " is no " + kind);
    }
  }

  private Scope with(Metric metric, String... values) {
    List<String> labels = metric.labels();
    if (labels.size() != values.length) {
      throw new AssertionError("%s has the labels %s".formatted(metric, labels));
    }
    if (labels.isEmpty()) {
      return scope;
    }
    Map<String, String> tags = new LinkedHashMap<>();
    for (int at = 0; at < values.length; at++) {
      tags.put(labels.get(at), values[at]);
    }
    return scope.tagged(tags);
  }
}
