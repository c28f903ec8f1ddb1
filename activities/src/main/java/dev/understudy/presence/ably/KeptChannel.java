package dev.understudy.presence.ably;

import dev.understudy.Internal;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.ChannelStateListener;
import io.ably.lib.realtime.ChannelStateListener.ChannelStateChange;
import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.realtime.ConnectionEvent;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.realtime.ConnectionStateListener;
import io.ably.lib.realtime.ConnectionStateListener.ConnectionStateChange;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel of somebody else's client that is kept attached for who watches it. ably-java keeps one through a lost
 * connection; but not once the client was closed or had failed and is connected again, nor once the channel was
 * released, after which its object is dead and another takes its name.
 *
 * <p>What its client's owner detaches alone stays detached until they attach it: it is theirs.
 *
 * <p>Confined to its loop, but for {@link #begin} and {@link #channel}.
 */
@Internal
public final class KeptChannel {
  /** Who watches it. */
  public interface Watcher {
    /**
     * Another channel takes the place of one that was released, and is about to be attached. Called on the loop.
     *
     * @throws AblyException if the connection has been lost again; asked again once it is back
     */
    void onNext(Channel next) throws AblyException;

    /** Ably does not attach it. Called on a thread of the client. */
    default void onRefusal(ErrorInfo reason) {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(KeptChannel.class);

  /** Empty if nobody has said whose channel it is. */
  private final Optional<AblyRealtime> client;

  private final String name;
  private final Executor loop;
  private final Watcher watcher;
  private final ConnectionStateListener onConnection;
  private final ChannelStateListener onChannel;

  /** Replaced on the loop alone. */
  private volatile Channel channel;

  /** Whether the owner of the client has detached it, and not attached it since. */
  private boolean isLeft;

  /** Whether Ably has refused for good to attach it, and nobody has attached it since. */
  private boolean isRefused;

  /** Whether it is to be looked after a while whether the channel was released. */
  private boolean isDoubted;

  private volatile boolean isStopped;

  /** The client's channel of that name, not yet attached. */
  public KeptChannel(AblyRealtime client, String name, Executor loop, Watcher watcher) {
    this(Optional.of(client), client.channels.get(name), loop, watcher);
  }

  /**
   * A channel, not yet attached, of a client that is not known: whether that is connected again is found by trying to
   * attach, which costs no message while it is not. One that is released is not replaced.
   */
  public KeptChannel(Channel channel, Executor loop, Watcher watcher) {
    this(Optional.empty(), channel, loop, watcher);
  }

  private KeptChannel(
      Optional<AblyRealtime> client, Channel channel, Executor loop, Watcher watcher) {
    this.client = client;
    this.name = channel.name;
    this.loop = loop;
    this.watcher = watcher;
    this.onConnection = change -> onLoop(() -> onConnection(change));
    this.onChannel = change -> onLoop(() -> onChannel(change));
    this.channel = channel;
  }

  private void onLoop(Runnable news) {
    loop.execute(() -> {
      if (!isStopped) {
        news.run();
      }
    });
  }

  public Channel channel() {
    return channel;
  }

  /**
   * Begins to attach it, and keeps it from now on. From any one thread.
   *
   * @throws AblyException if it cannot be attached at all: ably-java tells that its listener alone, and at once, such
   *     as after the client was closed
   */
  public void begin() throws AblyException {
    client.ifPresent(known -> known.connection.on(onConnection));
    channel.on(onChannel);
    attachOrThrow();
  }

  private void attachOrThrow() throws AblyException {
    CompletableFuture<ErrorInfo> atOnce = new CompletableFuture<>();
    Thread caller = Thread.currentThread();
    channel.attach(new CompletionListener() {
      @Override
      public void onSuccess() {}

      @Override
      public void onError(ErrorInfo reason) {
        // Ably's own answer comes on a thread of the client, and may come before this one goes on.
        if (Thread.currentThread() != caller || !atOnce.complete(reason)) {
          onLoop(() -> isRefused = Failures.isFinal(reason));
          watcher.onRefusal(reason);
        }
      }
    });
    if (atOnce.isDone()) {
      throw AblyException.fromErrorInfo(atOnce.join());
    }
    atOnce.cancel(false);
  }

  /** Keeps it no more; it stays as it is. */
  public void stop() {
    isStopped = true;
    client.ifPresent(known -> known.connection.off(onConnection));
    channel.off(onChannel);
  }

  private void onConnection(ConnectionStateChange change) {
    if (change.event == ConnectionEvent.connected) {
      goOn();
    } else if (change.event == ConnectionEvent.update && channel.state == ChannelState.failed) {
      attach(); // The client has a new token, which may permit what the last one did not.
    }
  }

  /** The client is connected again, which attaches what was not lost for good. */
  private void goOn() {
    if (isReleased()) {
      doubt();
    } else if (isLost() && !isLeft) {
      attach();
    }
  }

  private boolean isLost() {
    return channel.state == ChannelState.initialized
        || channel.state == ChannelState.detached
        || channel.state == ChannelState.failed;
  }

  private void attach() {
    try {
      attachOrThrow();
    } catch (AblyException lost) {
      LOG.debug("{} is attached once the client is connected again", name, lost);
    }
  }

  private void onChannel(ChannelStateChange change) {
    if (change.current == ChannelState.attached || change.current == ChannelState.attaching) {
      isLeft = false;
      isRefused = isRefused && change.current == ChannelState.attaching;
    } else if (change.current == ChannelState.detaching) {
      isLeft = true; // A connection that ends detaches without that.
    } else if (isLost()) {
      doubt();
    }
  }

  private boolean isReleased() {
    return client.filter(known -> !known.channels.containsValue(channel)).isPresent();
  }

  /**
   * ably-java does not tell that a channel was released, so that is looked after, for as long as the channel stays
   * detached. By then the owner has attached it again if they meant to, with options of their own; and Ably has
   * answered to the detach, which ably-java would take for an answer to the next attach.
   */
  private void doubt() {
    if (!isDoubted) {
      isDoubted = true;
      CompletableFuture.delayedExecutor(RetryPace.PAUSE.toMillis(), TimeUnit.MILLISECONDS, loop)
          .execute(() -> onLoop(() -> {
            isDoubted = false;
            client.ifPresentOrElse(this::lookWhetherReleased, this::tryAgain);
          }));
    }
  }

  private void tryAgain() {
    if (isLost() && !isLeft && !isRefused) {
      attach();
      doubt();
    }
  }

  private void lookWhetherReleased(AblyRealtime known) {
    if (known.connection.state != ConnectionState.connected) {
      return; // Looked after once it is.
    }
    if (isReleased()) {
      turnToNext(known);
    } else if (channel.state == ChannelState.detached) {
      tryAgain(); // The end of the last connection may detach it after the next one is there.
      doubt();
    } else if (channel.state == ChannelState.failed && !Attachment.isRefusedForGood(channel)) {
      tryAgain();
    }
  }

  private void turnToNext(AblyRealtime known) {
    Channel next = known.channels.get(name);
    try {
      watcher.onNext(next);
    } catch (AblyException lost) {
      LOG.debug("{} is turned to once the client is connected again", name, lost);
      return;
    }
    channel.off(onChannel);
    next.on(onChannel);
    channel = next;
    isLeft = false;
    isRefused = false;
    if (isStopped) {
      next.off(onChannel); // Stopped meanwhile, by who saw the last one alone.
    } else {
      attach();
    }
  }
}
