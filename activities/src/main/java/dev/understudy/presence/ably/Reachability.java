package dev.understudy.presence.ably;

import io.ably.lib.realtime.ConnectionState;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Which of a worker's connections to Ably are there, and which are lost: until they are connected again, whatever they
 * try in between. Confined to the loop, but for {@link #isConnected}.
 */
final class Reachability {
  private final ScheduledExecutorService loop;
  private final Duration patience;
  private final BiConsumer<AblyConnection, Boolean> onLoss;
  private final Set<AblyConnection> connected = new HashSet<>();

  /** Those that are lost, with what happens once they have been so for long. */
  private final Map<AblyConnection, Future<?>> lost = new HashMap<>();

  private Consumer<Boolean> follower = isConnected -> {};

  /** Written on the loop. */
  private volatile boolean isConnected;

  /**
   * Nothing is known yet.
   *
   * @param patience how long a connection may be lost before that is for long
   * @param onLoss is told when a connection is lost, and again, with true, when that is for long
   */
  Reachability(
      ScheduledExecutorService loop,
      Duration patience,
      BiConsumer<AblyConnection, Boolean> onLoss) {
    this.loop = loop;
    this.patience = patience;
    this.onLoss = onLoss;
  }

  /** Tells at once, and whenever that changes, whether any connection is there. */
  void follow(Consumer<Boolean> news) {
    follower = news;
    news.accept(isConnected);
  }

  /** Whether any connection is there. From any thread. */
  boolean isConnected() {
    return isConnected;
  }

  boolean isLost(AblyConnection connection) {
    return lost.containsKey(connection);
  }

  void onState(AblyConnection connection, ConnectionState state) {
    if (state == ConnectionState.connected) {
      cancel(connection);
      connected.add(connection);
    } else if (connected.remove(connection) || !isFirstTry(state)) {
      lose(connection);
    }
    tell();
  }

  /** What a connection that has not been lost is before it is there. */
  private static boolean isFirstTry(ConnectionState state) {
    return state == ConnectionState.initialized || state == ConnectionState.connecting;
  }

  private void lose(AblyConnection connection) {
    if (!lost.containsKey(connection)) {
      lost.put(
          connection,
          loop.schedule(
              () -> onLoss.accept(connection, true), patience.toMillis(), TimeUnit.MILLISECONDS));
      onLoss.accept(connection, false);
    }
  }

  /** It never will be there again. */
  void forget(AblyConnection connection) {
    connected.remove(connection);
    cancel(connection);
    tell();
  }

  private void cancel(AblyConnection connection) {
    Future<?> known = lost.remove(connection);
    if (known != null) {
      known.cancel(false);
    }
  }

  private void tell() {
    boolean next = !connected.isEmpty();
    if (next != isConnected) {
      isConnected = next;
      follower.accept(next);
    }
  }
}
