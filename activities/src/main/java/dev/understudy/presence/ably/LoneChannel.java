package dev.understudy.presence.ably;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.ChannelStateListener.ChannelStateChange;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.PresenceMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The channel of a {@link LoneMember} over one connection: attached, with the member in it, for as long as it is not
 * ended. Enters anew whenever the channel is attached, as the member may have been dropped by then. Confined to the
 * loop.
 */
final class LoneChannel {
  /** What Ably refuses for good is tried again all the same, as keys change; but ably-java logs each refusal. */
  private static final Duration SELDOM = Duration.ofMinutes(10);

  private final AblyConnection connection;
  private final LoneMember.Place place;
  private final ScheduledExecutorService loop;
  private final LoneMember.Watcher watcher;
  private final Requests requests;
  private final Channel channel;
  private final PresenceFeed feed;
  private final Attachment attachment;

  /** Counts the tries to enter: only the last one is tried again. */
  private int tries;

  /** How often Ably has refused in a row to let it enter. */
  private int refusals;

  private boolean isOver;

  LoneChannel(
      AblyConnection connection,
      LoneMember.Place place,
      ScheduledExecutorService loop,
      ExecutorService background,
      LoneMember.Watcher watcher) {
    this.connection = connection;
    this.place = place;
    this.loop = loop;
    this.watcher = watcher;
    this.requests = new Requests(loop, connection);
    try {
      this.channel = connection.channel(place.channel());
      this.feed = connection.feed(channel, loop, background, watcher);
      this.attachment = new Attachment(channel, feed, loop, () -> !isOver, this::onRefusedForGood);
      subscribe();
    } catch (AblyException impossible) {
      throw new AssertionError("ably-java refuses channel " + place.channel(), impossible);
    }
  }

  private void subscribe() throws AblyException {
    feed.start();
    Reentry.leaveToOthers(channel);
    channel.on(change -> whileWanted(() -> onState(change)));
    channel.presence.subscribe(
        PresenceMessage.Action.leave, event -> whileWanted(() -> onLeave(event)));
  }

  private void whileWanted(Runnable news) {
    loop.execute(() -> {
      if (!isOver) {
        news.run();
      }
    });
  }

  AblyConnection connection() {
    return connection;
  }

  void attach() {
    if (!isOver) {
      attachment.attach();
    }
  }

  void onConnected() {
    attachment.onConnected();
  }

  private void onState(ChannelStateChange change) {
    if (change.current == ChannelState.attached) {
      enter();
    }
    attachment.onState(change);
  }

  /** Ably may tell late that it has dropped the member. */
  private void onLeave(PresenceMessage event) {
    if (event.clientId.equals(place.clientId()) && event.connectionId.equals(connection.id())) {
      enter();
    }
  }

  private void onRefusedForGood(ErrorInfo reason) {
    watcher.onRefusal("attaching", reason);
    later(SELDOM, this::attach);
  }

  private void later(Duration pause, Runnable action) {
    Future<?> unused = loop.schedule(action, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void enter() {
    int thisTry = ++tries;
    JsonElement data = JsonParser.parseString(place.data());
    requests.send(
        listener -> channel.presence.enterClient(place.clientId(), data, listener),
        answer -> answer.ifPresentOrElse(reason -> onRefused(reason, thisTry), () -> refusals = 0));
  }

  private void onRefused(ErrorInfo reason, int thisTry) {
    if (Failures.isFinal(reason)) {
      watcher.onRefusal("entering", reason);
      later(SELDOM, () -> enterAgain(thisTry));
    } else {
      refusals++;
      RetryPace.later(loop, refusals, () -> enterAgain(thisTry));
    }
  }

  /** Once the channel is attached anew that is done in any case. */
  private void enterAgain(int lastTry) {
    if (!isOver && tries == lastTry && channel.state == ChannelState.attached) {
      enter();
    }
  }

  void lookAnew(String why) {
    feed.loseView(why);
    if (channel.state == ChannelState.attached) {
      feed.seek();
    }
  }

  /** Leaves, and does not enter again. */
  void leave(String lastWords, Consumer<Optional<ErrorInfo>> answer) {
    end();
    JsonElement data = JsonParser.parseString(lastWords);
    requests.send(
        listener -> channel.presence.leaveClient(place.clientId(), data, listener), answer);
  }

  /** Wants nothing more. */
  void end() {
    isOver = true;
    feed.stop();
  }
}
