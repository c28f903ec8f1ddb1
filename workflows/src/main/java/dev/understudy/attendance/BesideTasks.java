package dev.understudy.attendance;

import dev.understudy.Internal;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Publication;
import io.temporal.common.VersioningBehavior;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.workflow.WorkflowVersioningBehavior;
import org.jspecify.annotations.Nullable;

/** The workflows that run beside tasks, on their workers. Stateless. */
@Internal
public final class BesideTasks {
  private BesideTasks() {}

  /**
   * Registers them with {@code worker}.
   *
   * <p>Behind a versioned one they go with whatever version is current, whatever its default: a pinned attendance would
   * go offline with the workers of its version. Temporal refuses a behavior of workers that are not versioned.
   */
  public static void register(Worker worker) {
    if (isVersioned(worker.getWorkerOptions().getDeploymentOptions())) {
      worker.registerWorkflowImplementationTypes(VersionedAttendance.class, VersionedEnd.class);
    } else {
      worker.registerWorkflowImplementationTypes(
          AttendanceWorkflowImpl.class, EndWorkflowImpl.class);
    }
  }

  private static boolean isVersioned(@Nullable WorkerDeploymentOptions options) {
    return options != null && options.isUsingVersioning();
  }

  /** Public, since Temporal makes it. */
  public static final class VersionedAttendance extends AttendanceWorkflowImpl {
    @Override
    @WorkflowVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
    public LeaveReason attend(AttendanceSpec spec) {
      return super.attend(spec);
    }
  }

  /** Public, since Temporal makes it. */
  public static final class VersionedEnd extends EndWorkflowImpl {
    @Override
    @WorkflowVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
    public void say(AttendanceSpec spec, Publication end) {
      super.say(spec, end);
    }
  }
}
