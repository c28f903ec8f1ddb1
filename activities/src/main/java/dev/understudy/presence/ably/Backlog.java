package dev.understudy.presence.ably;

import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.realtime.Connection;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.ProtocolMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What ably-java says first over a connection that is back: what had not been acknowledged, and what it has queued.
 * Nobody else may say anything until then.
 *
 * <p>ably-java 1.5.0 tells that it is connected before it says that, and counts as if it had begun ({@code
 * ConnectionManager.onConnected}, {@code enactState}). So what is said in between gets the number of something older.
 * If Ably has taken that already, and only its acknowledgement was lost, it takes the new for a repetition: it
 * acknowledges it, and nobody ever hears it.
 *
 * <p>The end of the backlog is marked by a message of our own, which goes into ably-java's queue while it connects, and
 * which our transport does not send. What is held back is confined to the loop; the rest is thread-safe.
 */
final class Backlog {
  private final Connection connection;
  private final Executor loop;
  private final Runnable onSaid;
  private final AtomicBoolean isMarked = new AtomicBoolean();
  private final Deque<Runnable> heldBack = new ArrayDeque<>();
  private volatile boolean isSaid;

  /** Comes to the transport when everything before it has. */
  static final class End extends ProtocolMessage {
    private final Backlog backlog;

    private End(Backlog backlog) {
      super(Action.heartbeat); // Needs no acknowledgement, and so no number.
      this.backlog = backlog;
    }

    /** By the transport, with ably-java's lock, for which whoever wants to say something waits. */
    void reached() {
      backlog.isSaid = true;
      backlog.loop.execute(backlog::goOn);
    }
  }

  /** That of a connection which has not begun to connect; {@code onSaid} is run on the loop. */
  Backlog(Connection connection, Executor loop, Runnable onSaid) {
    this.connection = connection;
    this.loop = loop;
    this.onSaid = onSaid;
    connection.on(change -> onState(change.current));
  }

  private void onState(ConnectionState state) {
    if (state == ConnectionState.connected) {
      isMarked.set(false); // Goes out now.
      return;
    }
    isSaid = false;
    if (state == ConnectionState.connecting && isMarked.compareAndSet(false, true)) {
      mark();
    }
    loop.execute(this::goOn);
  }

  private void mark() {
    try {
      connection.connectionManager.send(new End(this), true, unlessDropped());
    } catch (AblyException ends) {
      isMarked.set(false);
    }
  }

  /** A client that gives up to resume drops its queue. */
  private CompletionListener unlessDropped() {
    return new CompletionListener() {
      @Override
      public void onSuccess() {}

      @Override
      public void onError(ErrorInfo reason) {
        isMarked.set(false);
      }
    };
  }

  /** Whether all of it is said, and others may speak. Thread-safe. */
  boolean isSaid() {
    return isSaid;
  }

  /** Does something that says something: at once, unless it would come between. On the loop only. */
  void afterwards(Runnable action) {
    if (heldBack.isEmpty() && !isComing()) {
      action.run();
    } else {
      heldBack.add(action);
    }
  }

  /** While ably-java neither connects nor is connected it queues what is said. */
  private boolean isComing() {
    ConnectionState state = connection.state;
    return !isSaid && (state == ConnectionState.connecting || state == ConnectionState.connected);
  }

  private void goOn() {
    while (!heldBack.isEmpty() && !isComing()) {
      heldBack.remove().run();
    }
    onSaid.run();
  }
}
