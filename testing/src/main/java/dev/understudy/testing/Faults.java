package dev.understudy.testing;

import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the code of tasks has thrown, by run. Their histories have it, too, unless the test server calls a first
 * attempt at a workflow task the second, as it does after a signal in the middle of one: then nobody is told.
 * Thread-safe.
 */
final class Faults extends WorkerInterceptorBase {
  /** Far longer than it takes to tell the server that a task has failed because of it. */
  private static final Duration IN_VAIN = Duration.ofSeconds(1);

  /**
   * Something that code has thrown.
   *
   * @param events how many its history had then
   * @param atNanos by the machine's clock
   */
  private record Thrown(Throwable what, long events, long atNanos) {}

  private final Map<String, Thrown> last = new ConcurrentHashMap<>();

  /** What that run has thrown last. */
  Optional<Throwable> of(String runId) {
    return Optional.ofNullable(last.get(runId)).map(Thrown::what);
  }

  /** What that run has thrown since that event, so long ago that nothing comes of it any more. */
  Optional<Throwable> inVain(String runId, long event) {
    return Optional.ofNullable(last.get(runId))
        .filter(thrown -> thrown.events() >= event)
        .filter(thrown -> System.nanoTime() - thrown.atNanos() > IN_VAIN.toNanos())
        .map(Thrown::what);
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        return remembering(() -> super.execute(input));
      }

      @Override
      public void handleSignal(SignalInput input) {
        var unused = remembering(() -> {
          super.handleSignal(input);
          return input;
        });
      }

      @Override
      public UpdateOutput executeUpdate(UpdateInput input) {
        return remembering(() -> super.executeUpdate(input));
      }
    };
  }

  private <T> T remembering(Supplier<T> code) {
    try {
      return code.get();
    } catch (TemporalFailure intended) {
      throw intended;
    } catch (RuntimeException | AssertionError fault) {
      WorkflowInfo run = Workflow.getInfo();
      last.put(run.getRunId(), new Thrown(fault, run.getHistoryLength(), System.nanoTime()));
      throw fault;
    }
  }
}
