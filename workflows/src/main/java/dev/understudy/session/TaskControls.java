package dev.understudy.session;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/**
 * What anybody may ask of a task that has opened a session: send it with an untyped workflow stub.
 *
 * <p>The names are short because people type them. A workflow that has an update or a query of such a
 * name itself is refused when it opens a session.
 */
public interface TaskControls {
  /** Lets the task wait at its next checkpoint. Refused while it is paused already. */
  @UpdateMethod(name = "pause")
  void pause(Control order);

  @UpdateValidatorMethod(updateName = "pause")
  void validatePause(Control order);

  /**
   * Lets a paused task go on, whether a person paused it or nobody was there. Refused unless it is
   * paused.
   */
  @UpdateMethod(name = "resume")
  void resume(Control order);

  @UpdateValidatorMethod(updateName = "resume")
  void validateResume(Control order);

  /** Cancels the task, which may still clean up. Refused once somebody has. */
  @UpdateMethod(name = "cancel")
  void cancel(Control order);

  @UpdateValidatorMethod(updateName = "cancel")
  void validateCancel(Control order);

  /**
   * Tells the agent something. Refused if the text is empty or over 4 KiB, or if a hundred messages
   * wait.
   *
   * @return the message's number in this run of the task: the agent has taken it once {@link
   *     SessionView#messagesTaken} has reached it
   */
  @UpdateMethod(name = "steer")
  long steer(Steering message);

  @UpdateValidatorMethod(updateName = "steer")
  void validateSteer(Steering message);

  /** Answers a question that the task asks. Refused unless it does, and of whoever answers. */
  @UpdateMethod(name = "answer")
  void answer(Answer answer);

  @UpdateValidatorMethod(updateName = "answer")
  void validateAnswer(Answer answer);

  /** What it does and who is present for it. */
  @QueryMethod(name = "session")
  SessionView session();
}
