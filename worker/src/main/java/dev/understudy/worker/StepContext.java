package dev.understudy.worker;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.converter.RawValue;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the progress that a step reported, so that beats in between repeat it instead of wiping
 * it: what a step has not overwritten stays what its last attempt reported. Thread-safe.
 */
final class StepContext extends ActivityExecutionContextBase {
  private volatile @Nullable Object progress;
  private volatile boolean hasReported;

  StepContext(ActivityExecutionContext next) {
    super(next);
    this.progress = next.getHeartbeatDetails(RawValue.class).orElse(null);
  }

  @Override
  public <V> void heartbeat(V details) {
    hasReported = true;
    progress = details;
    super.heartbeat(details);
  }

  void beatAgain() {
    super.heartbeat(progress);
  }

  @Override
  public <V> Optional<V> getHeartbeatDetails(Class<V> type) {
    return getHeartbeatDetails(type, type);
  }

  // The SDK returns what was last beaten, which may be a repetition in its raw form.
  @Override
  public <V> Optional<V> getHeartbeatDetails(Class<V> type, Type genericType) {
    return hasReported
        ? super.getHeartbeatDetails(type, genericType)
        : super.getLastHeartbeatDetails(type, genericType);
  }
}
