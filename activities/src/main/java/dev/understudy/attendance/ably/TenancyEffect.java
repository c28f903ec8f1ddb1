package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import java.util.Optional;

/** What a tenure asks of Ably, of Temporal, and of its worker. */
sealed interface TenancyEffect {
  /**
   * Has one answer, unless that is lost with the view of the session. Each belongs to the view in which it was
   * made, by its number: what is answered after the next view has begun is no answer to what is asked then.
   */
  sealed interface Request extends TenancyEffect {}

  /** Enter with {@code data}, or change what the member shows that has entered. */
  record Show(int view, AgentPresence data) implements Request {}

  /** Take the member out of the session, with its last words. */
  record Leave(int view, AgentPresence data) implements Request {}

  /** Ask Temporal until it is known whether {@code task} runs. */
  record AskWhetherRuns(int view, String task) implements Request {}

  /** Tell when the agent may send a message. */
  record AwaitTurn() implements TenancyEffect {}

  /**
   * Tell when what hindered Ably may have passed.
   *
   * @param refusals how often Ably has refused it, this time included
   */
  record AwaitMoment(TenancyEvent.Refusal hindrance, int refusals) implements TenancyEffect {}

  /** Let the next heartbeats say this. */
  record Say(AttendanceDetails details) implements TenancyEffect {}

  /** Tell the task who is there. */
  record Report(People people) implements TenancyEffect {}

  /** The agent has entered for the first time. */
  record NoteEntered() implements TenancyEffect {}

  /** Fail the attempt. */
  record Fail(Cause cause) implements TenancyEffect {}

  /** Tell the task of nobody any more, stop beating, and look for the reason why the tenure is over. */
  record WatchForEnd() implements TenancyEffect {}

  /** Tell the task of nobody any more, and Temporal nothing. */
  record StopHeartbeat() implements TenancyEffect {}

  /**
   * Stop everything, part from the channel and forget the tenure.
   *
   * @param left with which reason it has left; empty if somebody else is there in its place, or nobody
   */
  record End(Optional<LeaveReason> left) implements TenancyEffect {}

  /** Why an attempt fails. */
  sealed interface Cause {}

  /** Ably has not done what it was asked for. */
  record ByAbly(TenancyEvent.Refusal refusal) implements Cause {}

  /** Another task's agent has the name already. */
  record NameTaken(String byTask) implements Cause {}

  /** The worker has lost Ably, and gives the agent to one that has not. */
  record HandedBack() implements Cause {}

  /** The worker stops, and gives the agent to the next one. */
  record Relayed() implements Cause {}

  /** An operator wants another attempt. */
  record Reset() implements Cause {}
}
