package dev.understudy.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.common.converter.DataConverterException;
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
  private final Object lock = new Object();

  @GuardedBy("lock")
  private @Nullable Object progress;

  @GuardedBy("lock")
  private boolean hasReported;

  @GuardedBy("lock")
  private boolean isEntrusted;

  @GuardedBy("lock")
  private @Nullable LocalCompletion completion;

  StepContext(ActivityExecutionContext next) {
    super(next);
    this.progress = progress(next);
  }

  /** As it came, for a user's converter may not know what it is; read, if it does not know what comes unread. */
  private static @Nullable Object progress(ActivityExecutionContext step) {
    try {
      return step.getHeartbeatDetails(RawValue.class).orElse(null);
    } catch (DataConverterException noRawValues) {
      return step.getHeartbeatDetails(Object.class).orElse(null);
    }
  }

  /** What the step, or its last attempt, reported last. */
  @Nullable
  Object progress() {
    synchronized (lock) {
      return completion == null ? progress : completion.progress().orElse(progress);
    }
  }

  @Override
  public void doNotCompleteOnReturn() {
    synchronized (lock) {
      isEntrusted = true;
      super.doNotCompleteOnReturn();
    }
  }

  /** Whether somebody completes it who may be anywhere. */
  boolean isEntrusted() {
    synchronized (lock) {
      return isEntrusted;
    }
  }

  @Override
  public ManualActivityCompletionClient useLocalManualCompletion() {
    synchronized (lock) {
      completion = new LocalCompletion(super.useLocalManualCompletion());
      return completion;
    }
  }

  /** Who completes it in this process; empty if nobody was asked for. */
  Optional<LocalCompletion> completion() {
    synchronized (lock) {
      return Optional.ofNullable(completion);
    }
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
}
