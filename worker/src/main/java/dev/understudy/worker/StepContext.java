package dev.understudy.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.presence.AgentName;
import dev.understudy.step.AgentOutput;
import dev.understudy.step.AgentStatus;
import dev.understudy.step.FencingToken;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.converter.RawValue;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the progress that a step reported, so that beats in between repeat it instead of wiping
 * it: what a step has not overwritten stays what its last attempt reported. Takes, too, what the step
 * shows and writes. Thread-safe.
 */
final class StepContext extends ActivityExecutionContextBase
    implements AgentStatus.Outlet, AgentOutput.Outlet, FencingToken.Source {
  private final Object lock = new Object();

  @GuardedBy("lock")
  private @Nullable Object progress;

  @GuardedBy("lock")
  private boolean hasReported;

  @GuardedBy("lock")
  private @Nullable StepStatuses statuses;

  @GuardedBy("lock")
  private @Nullable StepOutputs outputs;

  @GuardedBy("lock")
  private OptionalLong number = OptionalLong.empty();

  StepContext(ActivityExecutionContext next) {
    super(next);
    this.progress = next.getHeartbeatDetails(RawValue.class).orElse(null);
  }

  @Override
  public <V> void heartbeat(V details) {
    synchronized (lock) {
      hasReported = true;
      progress = details;
      super.heartbeat(details);
    }
  }

  void beatAgain() {
    synchronized (lock) {
      super.heartbeat(progress);
    }
  }

  @Override
  public <V> Optional<V> getHeartbeatDetails(Class<V> type) {
    return getHeartbeatDetails(type, type);
  }

  // The SDK returns what was last beaten, which may be a repetition in its raw form.
  @Override
  public <V> Optional<V> getHeartbeatDetails(Class<V> type, Type genericType) {
    synchronized (lock) {
      return hasReported
          ? super.getHeartbeatDetails(type, genericType)
          : super.getLastHeartbeatDetails(type, genericType);
    }
  }

  void showIn(StepStatuses sessions) {
    synchronized (lock) {
      statuses = sessions;
    }
  }

  void writeTo(StepOutputs sessions) {
    synchronized (lock) {
      outputs = sessions;
    }
  }

  void numbered(OptionalLong given) {
    synchronized (lock) {
      number = given;
    }
  }

  @Override
  public long stepNumber() {
    synchronized (lock) {
      return number.orElseThrow(() -> new IllegalStateException(
          "a fencing token needs a number that the step's task gives it: this one was not scheduled by a"
              + " worker of Understudy"));
    }
  }

  /** Writes nothing if the task has no session. */
  @Override
  public AgentOutput output(Optional<AgentName> agent) {
    synchronized (lock) {
      return outputs == null ? part -> {} : outputs.of(agent);
    }
  }

  /** Shows nothing if the task has no session. */
  @Override
  public void show(Optional<AgentName> agent, String text, Map<String, ?> detail) {
    synchronized (lock) {
      if (statuses != null) {
        statuses.show(agent, text, detail);
      }
    }
  }
}
