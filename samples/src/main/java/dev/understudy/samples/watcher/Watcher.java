package dev.understudy.samples.watcher;

import dev.understudy.cli.text.Fault;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.realtime.ConnectionStateListener.ConnectionStateChange;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ChannelMode;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.PresenceMessage;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * An Ably client that listens to the presence of one channel. Thread-safe.
 *
 * <p>Hands each report on from the client's own threads, so what takes them must return at once.
 */
public final class Watcher implements AutoCloseable {
  private static final String WHO = "the watcher";

  private final AblyRealtime ably;
  private final Channel channel;
  private final Consumer<Report> reports;
  private final LineOfSight sight;

  private Watcher(AblyRealtime ably, Channel channel, Consumer<Report> reports) {
    this.ably = ably;
    this.channel = channel;
    this.reports = reports;
    this.sight = new LineOfSight(reports);
  }

  /**
   * A watcher that is attached to {@code channelName} and knows its members.
   *
   * @throws Fault if Ably refuses, or does not answer in time
   */
  public static Watcher on(String channelName, ClientOptions options, Consumer<Report> reports) {
    try {
      AblyRealtime ably = new AblyRealtime(options);
      Watcher watcher = new Watcher(ably, ably.channels.get(channelName), reports);
      watcher.begin();
      return watcher;
    } catch (AblyException e) {
      throw AblyAnswer.refused(WHO, e.errorInfo);
    }
  }

  String channelName() {
    return channel.name;
  }

  private void begin() throws AblyException {
    CompletableFuture<Void> attached = new CompletableFuture<>();
    ably.connection.on(change -> onConnection(change, attached));
    channel.on(change -> sight.channel(System.currentTimeMillis(), change.current, maySee()));
    // Before connecting, so that no event can come between the attach and the subscription.
    channel.presence.subscribe(this::onPresence, AblyAnswer.completing(attached, WHO));
    ably.connect();
    AblyAnswer.await(attached);
    if (!maySee()) {
      throw Fault.failure(
          "Ably shows " + WHO + " nobody in " + channel.name + ", whoever may be there",
          "use an ABLY_KEY with the capability \"subscribe\" there");
    }
    AblyAnswer.await(CompletableFuture.runAsync(this::awaitMembers));
  }

  /** A client without that right is sent no members: to it each room looks empty. */
  private boolean maySee() {
    return Arrays.asList(channel.getModes()).contains(ChannelMode.presence_subscribe);
  }

  private void onConnection(ConnectionStateChange change, CompletableFuture<Void> attached) {
    if (change.current == ConnectionState.failed) {
      attached.completeExceptionally(AblyAnswer.refused(WHO, change.reason));
    } else if (change.current == ConnectionState.disconnected && !attached.isDone()) {
      attached.completeExceptionally(AblyAnswer.unreachable(change.reason));
    }
    sight.connection(System.currentTimeMillis(), change.current);
  }

  private void onPresence(PresenceMessage message) {
    long nowMillis = System.currentTimeMillis();
    reports.accept(new Event(
        nowMillis,
        Action.valueOf(message.action.name()),
        message.clientId,
        message.connectionId,
        PresenceData.toJson(message.data)));
  }

  private void awaitMembers() {
    try {
      channel.presence.get(true);
    } catch (AblyException e) {
      throw AblyAnswer.refused(WHO, e.errorInfo);
    }
  }

  /** Leaves the channel and the connection. */
  @Override
  public void close() {
    ably.close();
  }
}
