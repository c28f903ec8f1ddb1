package dev.understudy.roster;

/**
 * Hears who comes to a session and goes. One call at a time, in order; what one throws is logged and
 * hinders nothing.
 */
public interface RosterListener {
  /** Somebody is there who was not. Who was there before this listener is told first. */
  default void entered(Participant who) {}

  /**
   * Somebody is on more or fewer devices, or shows something else. So is an agent that another worker
   * has taken over: it neither leaves nor enters.
   */
  default void updated(Participant who) {}

  /** Somebody's last device, or an agent, is gone; as it was at last. */
  default void left(Participant who) {}

  /** From now on nobody can tell who is there: not that anybody has left. */
  default void lostView(String why) {}

  /** It is known again, or for the first time: all that changed meanwhile has been told. */
  default void regainedView(RosterSnapshot now) {}
}
