package dev.understudy.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.People;
import dev.understudy.presence.Publication;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A session in memory, where people come and go as the test says. Each method returns once every task has taken
 * in what has happened: it waits then for time, for people, for an order, or for a step that the test holds.
 * What no session can do fails with a sentence. Thread-safe.
 */
public final class TestRoom {
  /** Settle all that follows from what has happened; never asked to under the lock. */
  private final Rooms rooms;

  private final Object lock = new Object();

  @GuardedBy("lock")
  private final RoomState state;

  TestRoom(RoomState state, Rooms rooms) {
    this.rooms = rooms;
    this.state = state;
  }

  /**
   * Somebody comes, on one device.
   *
   * @throws IllegalStateException if the user is there already, on a device without a name
   */
  public void enters(String user) {
    enters(user, Crowd.A_DEVICE);
  }

  /**
   * Somebody comes, or opens another device.
   *
   * @param device tells the user's devices apart
   * @throws IllegalStateException if the user is there on it already
   */
  public void enters(String user, String device) {
    happens(now -> now.enters(user, device, Optional.empty()));
  }

  /**
   * Somebody comes, on one device, whose presence data names a role.
   *
   * @throws IllegalStateException if the user is there already, on a device without a name
   */
  public void entersAs(String role, String user) {
    Objects.requireNonNull(role, "a role needs a name");
    happens(now -> now.enters(user, Crowd.A_DEVICE, Optional.of(role)));
  }

  /**
   * Somebody leaves, from all devices at once.
   *
   * @throws IllegalStateException if the user is not there
   */
  public void leaves(String user) {
    happens(now -> now.leaves(user));
  }

  /**
   * Somebody leaves from one device, and may still be there on another.
   *
   * @throws IllegalStateException if the user is not there on that device
   */
  public void leaves(String user, String device) {
    happens(now -> now.leaves(user, device));
  }

  /**
   * Lets those come and go whom {@code events} lets come and go, and agents see that as one change, as of somebody
   * who leaves while the session was out of view for a moment. It may do nothing else meanwhile: orders, time and
   * looks would wait for tasks that wait for the end of this.
   */
  public void atOnce(Runnable events) {
    Objects.requireNonNull(events, "nothing happens at once: say what does");
    happens(now -> now.atOnce(events));
  }

  /**
   * The connection to the session is lost: nobody is seen to come or to go, those who look wait, and agents
   * that would enter do so later.
   *
   * @throws IllegalStateException if it is lost already
   */
  public void losesView() {
    happens(RoomState::losesView);
  }

  /**
   * The connection is back: what is there now is seen at once, and nobody hears of what was in between.
   *
   * @throws IllegalStateException if it was not lost
   */
  public void seesAgain() {
    happens(RoomState::seesAgain);
  }

  /**
   * Ably refuses agents that would enter from now on, and their tasks fail.
   *
   * @param why what Ably says
   */
  public void refuses(String why) {
    Objects.requireNonNull(why, "a refusal needs what Ably says");
    happens(now -> now.refuses(Optional.of(why)));
  }

  /** Ably refuses no agent any more. */
  public void refusesNobody() {
    happens(now -> now.refuses(Optional.empty()));
  }

  private void happens(Consumer<RoomState> event) {
    boolean isPartOfAnother = isInTheMiddle();
    if (!isPartOfAnother) {
      rooms.requireReady();
    }
    nowDo(event);
    if (!isPartOfAnother) {
      rooms.settle();
    }
  }

  /** Whether this thread lets people come and go at once: nothing else may happen before that is over. */
  boolean isInTheMiddle() {
    return Thread.holdsLock(lock);
  }

  /** The agent of that name; it may come later. */
  public TestAgent agent(String agent) {
    return new TestAgent(this, new AgentName(agent).value());
  }

  /** Who is there, whether or not that is in view. */
  public People people() {
    return now(RoomState::people);
  }

  /**
   * All that has happened, in order, a line for each event: {@code "alice enters"}, {@code "alice leaves on
   * phone"}, {@code "writer enters"}, {@code "writer shows reading {page=3}"}, {@code "writer shows reading
   * (paused)"}, {@code "writer says result done"}, {@code "writer writes Once upon a time"} when a step has
   * ended, {@code "writer leaves as completed"}.
   */
  public List<String> story() {
    rooms.settle();
    return now(RoomState::story);
  }

  /**
   * All messages that tasks have published, with what they say of their end, as they go to Ably: each as often as
   * it went there.
   */
  public List<Publication> publications() {
    rooms.settle();
    return now(RoomState::publications);
  }

  <T> T read(String agent, Function<AgentLog, T> question) {
    rooms.settle();
    return now(state -> question.apply(state.agent(agent)));
  }

  String text(String agent) {
    rooms.settle();
    return now(state -> state.text(agent));
  }

  void takesOver(String agent) {
    happens(now -> now.takesOver(agent));
  }

  void refuses(String agent, String why) {
    Objects.requireNonNull(why, "a refusal needs what Ably says");
    happens(now -> now.refuses(agent, why));
  }

  /** Looks without waiting for anything; for those who are waited for, too. */
  <T> T now(Function<RoomState, T> question) {
    synchronized (lock) {
      return question.apply(state);
    }
  }

  /** Acts without waiting for anything; for those who are waited for, too. */
  void nowDo(Consumer<RoomState> action) {
    synchronized (lock) {
      action.accept(state);
    }
  }
}
