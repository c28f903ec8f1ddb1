package dev.understudy.presence.ably;

import dev.understudy.Internal;
import dev.understudy.handoff.HandoffPolicy;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A member that is alone on a connection of its own, and sees who else is in its channel. It is there from its start
 * until it is ended, as far as Ably lets it: what it loses it looks for again, connection, channel and membership.
 *
 * <p>What it sees is told on its {@linkplain #loop loop}. {@link #leave} and {@link #abandon} are for the owner, from
 * any one thread.
 */
@Internal
public final class LoneMember {
  /**
   * Where and as what it is there.
   *
   * @param data what it shows, JSON
   */
  public record Place(String channel, String clientId, String data) {}

  /** Who is told what it sees. Called on its loop. */
  public interface Watcher extends PresenceFeed.Listener {
    /**
     * Ably refuses something that it needs, and not for the moment only. It is tried again, but seldom.
     *
     * @param deed what it wanted to do, such as entering
     */
    void onRefusal(String deed, ErrorInfo reason);
  }

  /** Pauses of a collector and of a busy machine are shorter. */
  private static final Duration SHORTEST_STANDSTILL = Duration.ofSeconds(2);

  /** For Ably to confirm last words: a goodbye that gets lost costs others a question. */
  private static final Duration GOODBYE_PATIENCE = Duration.ofSeconds(1);

  private static final ErrorInfo UNKNOWN = new ErrorInfo("no reason given", 400, 80000);

  private final AblySettings settings;
  private final HandoffPolicy policy;
  private final Place place;
  private final Watcher watcher;
  private final ScheduledExecutorService loop;
  private final ExecutorService syncs;
  private final ExecutorService reconnect;

  /** Confined to the loop, and to the owner once that has ended. */
  private @Nullable LoneChannel channel;

  private LoneMember(
      AblySettings settings,
      HandoffPolicy policy,
      Place place,
      Function<ScheduledExecutorService, Watcher> watcher) {
    this.settings = settings;
    this.policy = policy;
    this.place = place;
    this.loop = new WatchedLoop("understudy-beacon", SHORTEST_STANDSTILL, this::lookAnew);
    this.syncs = new ScheduledThreads("understudy-beacon-sync", 1);
    this.reconnect = new ScheduledThreads("understudy-beacon-reconnect", 1);
    this.watcher = watcher.apply(loop);
  }

  /**
   * Begins to be there, and does not wait for that.
   *
   * @param watcher makes who is told, for the loop on which that happens
   */
  public static LoneMember start(
      AblySettings settings,
      HandoffPolicy policy,
      Place place,
      Function<ScheduledExecutorService, Watcher> watcher) {
    LoneMember started = new LoneMember(settings, policy, place, watcher);
    started.loop.execute(started::connect);
    return started;
  }

  /** Others may have come and gone while this process stood still. */
  private void lookAnew() {
    if (channel != null) {
      channel.lookAnew("this process stood still");
    }
  }

  private void connect() {
    AblyConnection connection = new AblyConnection(settings, policy, loop, reconnect);
    LoneChannel opened = new LoneChannel(connection, place, loop, syncs, watcher);
    channel = opened;
    connection.onChange(() -> loop.execute(() -> onState(opened)));
    opened.attach();
  }

  private void onState(LoneChannel of) {
    ConnectionState state = of.connection().state();
    if (of == channel && state == ConnectionState.connected) {
      of.onConnected();
    } else if (of == channel && state == ConnectionState.failed) {
      // Whatever the reason: ably-java gives the client up at any error from 40000 to 49999.
      channel = null;
      of.end();
      replace(of.connection().reason());
    }
  }

  private void replace(@Nullable ErrorInfo reason) {
    watcher.onLostView("the connection has failed", true);
    watcher.onRefusal("connecting", reason == null ? UNKNOWN : reason);
    long millis = ReconnectPace.beforeReplacement().toMillis();
    Future<?> unused = loop.schedule(this::connect, millis, TimeUnit.MILLISECONDS);
  }

  /** Takes its last words to the channel, leaves, and ends. Waits for that, but not for long. */
  public void leave(String lastWords) {
    CompletableFuture<Void> left = new CompletableFuture<>();
    loop.execute(() -> {
      if (channel == null) {
        left.complete(null);
      } else {
        channel.leave(lastWords, answer -> left.complete(null));
      }
    });
    left.completeOnTimeout(null, GOODBYE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    stop(AblyConnection::close);
  }

  /** Ends as a crash would: Ably drops the member when it has missed it for long enough. */
  public void abandon() {
    stop(AblyConnection::abandon);
  }

  private void stop(Consumer<AblyConnection> end) {
    loop.shutdown();
    syncs.shutdownNow();
    reconnect.shutdownNow();
    try {
      if (!loop.awaitTermination(GOODBYE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        loop.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      loop.shutdownNow();
      Thread.currentThread().interrupt();
    }
    LoneChannel last = channel;
    if (last != null) {
      end.accept(last.connection());
    }
  }
}
