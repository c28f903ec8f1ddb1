package dev.understudy.session;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/** What anybody may ask of a task that has opened a session: send it with an untyped workflow stub. */
public interface TaskControls {
  /** Lets the task wait at its next checkpoint. Refused while it is paused already. */
  @UpdateMethod(name = "pause")
  void pause(Control order);

  @UpdateValidatorMethod(updateName = "pause")
  void validatePause(Control order);

  /** Lets a paused task go on. Refused unless it is paused. */
  @UpdateMethod(name = "resume")
  void resume(Control order);

  @UpdateValidatorMethod(updateName = "resume")
  void validateResume(Control order);

  /** What it does and who is present for it. */
  @QueryMethod(name = "session")
  SessionView session();
}
