package dev.understudy.attendance;

import dev.understudy.Internal;
import dev.understudy.presence.Publication;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import org.slf4j.Logger;

/** One activity, which is retried for as long as it takes. */
@Internal
public class EndWorkflowImpl implements EndWorkflow {
  private static final Logger LOG = Workflow.getLogger(EndWorkflowImpl.class);

  private final WaysToAbly ably = new WaysToAbly();

  @Override
  public void say(AttendanceSpec spec, Publication end) {
    try {
      ably.fromAnywhere(spec.end()).publish(spec, end);
    } catch (ActivityFailure refused) {
      WaysToAbly.throwIfCancelled(refused);
      LOG.warn("nobody was told that {} says no more", spec.key(), refused);
    }
  }
}
