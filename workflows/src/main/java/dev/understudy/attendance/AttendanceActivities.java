package dev.understudy.attendance;

import dev.understudy.Internal;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.refusal.Refusal;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What an attendance and the task behind it ask of the worker. */
@Internal
@ActivityInterface
public interface AttendanceActivities {
  /** The type of the activity that keeps an agent present. */
  String ATTEND = "understudy.attend";

  /**
   * Keeps the agent present until the activity is cancelled, the attendance has ended, or the task
   * is over. Holds no thread while it lasts. Safe to repeat: each attempt is a tenure of its own,
   * and the highest rules.
   *
   * @return how the task ended, if it did so without closing its session
   * @throws io.temporal.failure.ApplicationFailure of type {@link Refusal#TYPE}
   */
  @ActivityMethod(name = ATTEND)
  LeaveReason attend(AttendanceSpec spec);

  /** Cancels a task from outside, which it cannot do itself. Safe to repeat. */
  @ActivityMethod(name = "understudy.cancel")
  void cancel(String task);

  /**
   * Ends an attendance by force, whether or not anybody is left who could run it. Safe to repeat.
   *
   * @param attendance its workflow id
   */
  @ActivityMethod(name = "understudy.force-end")
  void end(String attendance);

  /**
   * Waits a moment for an attendance that was told to end, and {@linkplain #end ends} it if it does not. Safe to
   * repeat.
   *
   * @param attendance its workflow id
   */
  @ActivityMethod(name = "understudy.see-ended")
  void seeEnded(String attendance);

  /**
   * Looks who is online in the session. Waits until that is known for certain. Safe to repeat.
   *
   * @throws io.temporal.failure.ApplicationFailure of type {@link Refusal#TYPE}
   */
  @ActivityMethod(name = "understudy.look")
  People look(SessionName session);

  /**
   * Tells whichever tenure holds the agent what to show. Safe to repeat: the message's id is made of
   * the task and the status' sequence.
   *
   * @return whether it is shown from here, if not now then soon; as a local activity false if this worker does
   *     not reach Ably
   */
  @ActivityMethod(name = "understudy.show")
  boolean show(AttendanceSpec spec, Status status);

  /**
   * Publishes a message in the session of {@code spec}, under its agent's clientId. Safe to repeat: the
   * message has an id. Fails at once if this worker does not reach Ably, and soon if it runs as a local activity.
   *
   * @throws io.temporal.failure.ApplicationFailure of type {@link Refusal#TYPE}
   */
  @ActivityMethod(name = "understudy.publish")
  void publish(AttendanceSpec spec, Publication message);
}
