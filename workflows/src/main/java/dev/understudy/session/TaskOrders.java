package dev.understudy.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.Internal;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import org.jspecify.annotations.Nullable;

/**
 * What anybody may ask of a task that has opened a session: send it with an untyped workflow stub.
 *
 * <p>The names are short because people type them. A workflow that has an update or a query of such a
 * name itself is refused when it opens a session.
 *
 * <p>What an order says is the JSON of a record. Here it is JSON still, so that the task itself says what
 * is wrong with one that is not.
 */
@Internal
public interface TaskOrders {
  /**
   * Lets the task wait at its next checkpoint. Refused while it is paused already.
   *
   * @param order a {@link Control}
   */
  @UpdateMethod(name = "pause")
  void pause(@Nullable JsonNode order);

  @UpdateValidatorMethod(updateName = "pause")
  void validatePause(@Nullable JsonNode order);

  /**
   * Lets a paused task go on, whether a person paused it or nobody was there. Refused unless it is
   * paused.
   *
   * @param order a {@link Control}
   */
  @UpdateMethod(name = "resume")
  void resume(@Nullable JsonNode order);

  @UpdateValidatorMethod(updateName = "resume")
  void validateResume(@Nullable JsonNode order);

  /**
   * Cancels the task, which may still clean up. Refused once somebody has.
   *
   * @param order a {@link Control}
   */
  @UpdateMethod(name = "cancel")
  void cancel(@Nullable JsonNode order);

  @UpdateValidatorMethod(updateName = "cancel")
  void validateCancel(@Nullable JsonNode order);

  /**
   * Tells the agent something. Refused if the text is empty or over 4 KiB, if a hundred messages wait, or
   * once somebody has cancelled the task.
   *
   * @param message a {@link Steering}
   * @return the message's number, over all runs of the task: the agent has taken it once {@link
   *     SessionView#messagesTaken} has reached it
   */
  @UpdateMethod(name = "steer")
  long steer(@Nullable JsonNode message);

  @UpdateValidatorMethod(updateName = "steer")
  void validateSteer(@Nullable JsonNode message);

  /**
   * Answers a question that the task asks. Refused unless it does, and of whoever answers.
   *
   * @param answer an {@link Answer}
   */
  @UpdateMethod(name = "answer")
  void answer(@Nullable JsonNode answer);

  @UpdateValidatorMethod(updateName = "answer")
  void validateAnswer(@Nullable JsonNode answer);

  /** What it does and who is present for it. */
  @QueryMethod(name = "session")
  SessionView session();
}
