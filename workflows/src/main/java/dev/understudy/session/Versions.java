package dev.understudy.session;

import io.temporal.workflow.Workflow;

/**
 * Changes of what a session writes into histories, by the ids under which they record themselves
 * there. One that a history predates is not in force for it. Never rename one.
 */
enum Versions {
  /** A run that takes an attendance over tells it, so that it is told of the end. */
  ADOPTS("understudy.adopts"),
  /** A pause ordered while the last one ends is not passed by. */
  PAUSES_AGAIN("understudy.pauses-again"),
  /** Work whose agent is refused, or somebody else's, is cancelled instead of failing at a checkpoint. */
  ENDS_AT_ONCE("understudy.ends-at-once"),
  /** A look that news has overtaken is left to end by itself, which costs no event, not cancelled. */
  LEAVES_A_LOOK("understudy.leaves-a-look"),
  /** A run that ends an attendance that it took over asks again while it is not told of the end. */
  ASKS_AGAIN_FOR_AN_END("understudy.asks-again-for-an-end"),
  /** While a person's pause stands, an absence decides nothing and none of its times run. */
  HOLDS_WHILE_PAUSED("understudy.holds-while-paused"),
  /** Empty texts and times that cannot be are refused; recorded only where there is one. */
  REFUSES_NONSENSE("understudy.refuses-nonsense"),
  /** A pause does not hold up the clean-up of a cancelled task; recorded only where it would. */
  CLEANS_UP_UNPAUSED("understudy.cleans-up-unpaused"),
  /** Of two that open one session at once the second is refused; recorded only where there are two. */
  REFUSES_TWINS("understudy.refuses-twins"),
  /** What an attendance that has ended still tells is not taken for the next one's. */
  FORGETS_EARLIER_SIGHT("understudy.forgets-earlier-sight"),
  /** No thread of the workflow waits for news of people; one begins with it, and ends. */
  RESTS_BETWEEN_NEWS("understudy.rests-between-news"),
  /** The first arrival is waited for before the work; recorded only where it has to be. */
  AWAITS_BEFORE_WORK("understudy.awaits-before-work"),
  /** That the agent is refused outranks how its work ended; recorded only where it was. */
  REFUSAL_OUTRANKS("understudy.refusal-outranks"),
  /** A pause holds after a question; recorded only where there is one. */
  HOLDS_AFTER_A_QUESTION("understudy.holds-after-a-question"),
  /** A wait that ends before its limit cancels its timer; recorded only where one does. */
  LEAVES_NO_TIMER("understudy.leaves-no-timer"),
  /** A question that only agents of the task could answer is refused; recorded only where there is one. */
  REFUSES_VAIN_QUESTIONS("understudy.refuses-vain-questions"),
  /** Who opens a session that is closing waits for that; recorded only where one is. */
  WAITS_FOR_A_CLOSE("understudy.waits-for-a-close"),
  /** A pause ends with the agent, or with a listener's failure; recorded only where it does. */
  HEARS_WHILE_PAUSED("understudy.hears-while-paused"),
  /** A part counts who was only looked for; recorded only where nobody has told of people since. */
  COUNTS_LOOKS("understudy.counts-looks"),
  /** The active time of a closed session stands still; recorded only where it is read. */
  STOPS_AT_CLOSE("understudy.stops-at-close"),
  /** A closed session does not wait for people, or listen to them; recorded only where one is to. */
  FOLLOWS_NOBODY_ONCE_CLOSED("understudy.follows-nobody-once-closed"),
  /** Nor in a session that the clean-up opens itself; recorded only where a pause would hold that up. */
  CLEANS_UP_IN_SESSIONS("understudy.cleans-up-in-sessions"),
  /** A task that is cancelled is not given up as well; recorded only where it would be. */
  DECIDES_NOTHING_ONCE_CANCELLED("understudy.decides-nothing-once-cancelled"),
  /** A run shows no question that the one before has asked; recorded only where one did. */
  SHOWS_NO_EARLIER_QUESTION("understudy.shows-no-earlier-question"),
  /** An absence counts on through parts of the work; recorded only where there is one. */
  COUNTS_THROUGH_PARTS("understudy.counts-through-parts"),
  /** A pause holds before a part of the work; recorded only where there is one. */
  HOLDS_BEFORE_A_PART("understudy.holds-before-a-part"),
  /** An order that comes early to a run that is cancelled is refused; recorded only where one does. */
  REFUSES_ONCE_CANCELLED("understudy.refuses-once-cancelled");

  private final String id;

  Versions(String id) {
    this.id = id;
  }

  boolean isInForce() {
    return Workflow.getVersion(id, Workflow.DEFAULT_VERSION, 1) >= 1;
  }
}
