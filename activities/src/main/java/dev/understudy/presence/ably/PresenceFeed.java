package dev.understudy.presence.ably;

import dev.understudy.Internal;
import dev.understudy.output.OutputMessage;
import dev.understudy.presence.AgentEnd;
import dev.understudy.presence.Member;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.Channel.MessageListener;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.ChannelStateListener;
import io.ably.lib.realtime.ChannelStateListener.ChannelStateChange;
import io.ably.lib.realtime.Connection;
import io.ably.lib.realtime.ConnectionEvent;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.realtime.ConnectionStateListener;
import io.ably.lib.realtime.ConnectionStateListener.ConnectionStateChange;
import io.ably.lib.realtime.Presence.PresenceListener;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.PresenceMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members of one channel, whether they are known at the moment, and what is said there of the ends of
 * agents. Confined to its loop, to which Ably's threads hand over.
 *
 * <p>Members are known once they are synced. What a sync brings is as old as the moment when it was over,
 * and ably-java tells of every change: so the last that came of a member meanwhile counts more.
 */
@Internal
public final class PresenceFeed {
  /** Who is fed. Called on the loop. */
  public interface Listener {
    /** These are the members, from now on as told; {@code ends} were said since they were known last. */
    void onMembers(Collection<MemberWithData> members, Collection<AgentEnd> ends);

    /**
     * These are the client's own members, from now on as told: Ably may show it no others, who may be there all
     * the same. {@code why} says what would help.
     */
    void onOwnMembers(Collection<MemberWithData> members, Collection<AgentEnd> ends, String why);

    /** The first of {@link #onOwnMembers} in a row is about to be told. */
    default void onBlind(String channel, String why) {
      LOG.warn("who is in {} is not known: {}", channel, why);
    }

    /** One of them has come, or has changed what it shows. */
    void onHere(MemberWithData member);

    /** One of them has gone, with its last words. */
    void onGone(MemberWithData last);

    /** An agent is no more, though its members may still be here. */
    void onEnd(AgentEnd end);

    /** Nobody knows the members any more, until they are told again. May be told again, with another reason. */
    void onLostView(String why, boolean isForGood);
  }

  private static final Logger LOG = LoggerFactory.getLogger(PresenceFeed.class);

  private final Connection connection;
  private final Channel channel;
  private final Executor loop;
  private final ExecutorService background;
  private final PresenceSync sync;
  private final PresenceRights rights;
  private final Listener listener;
  private final ConnectionStateListener onConnection;
  private final ChannelStateListener onChannel;
  private final PresenceListener onPresence;
  private final MessageListener onMessage;

  /** What came while the members were being synced: the last of each, which the sync may not have. */
  private final Map<Member.Key, PresenceMessage> meanwhile = new LinkedHashMap<>();

  /** Which agents have ended since the members were known last: that stays so if the view is lost again. */
  private final List<AgentEnd> endsMeanwhile = new ArrayList<>();

  private boolean isInView;

  /** Whether it has been said that the client may not see others. */
  private boolean isKnownBlind;

  private volatile boolean isStopped;

  /**
   * Not yet listening.
   *
   * @param background for what blocks
   */
  public PresenceFeed(
      AblyRealtime client,
      Channel channel,
      Executor loop,
      ExecutorService background,
      Listener listener) {
    this(
        client,
        channel,
        new SharedPings(() -> SignOfLife.of(client.connection, loop), loop),
        new Threads(loop, background),
        listener);
  }

  /** Who does its work: {@code background} what blocks. */
  record Threads(Executor loop, ExecutorService background) {}

  /** Not yet listening, and one of many over a connection, which share their pings. */
  PresenceFeed(
      AblyRealtime client, Channel channel, SharedPings pings, Threads threads, Listener listener) {
    this.connection = client.connection;
    this.channel = channel;
    this.loop = threads.loop();
    this.background = threads.background();
    this.rights = new PresenceRights(client, channel);
    this.sync = new PresenceSync(channel, pings, loop, background);
    this.listener = listener;
    this.onConnection = change -> onLoop(() -> onConnection(change));
    this.onChannel = change -> onLoop(() -> onChannel(change));
    this.onPresence = event -> onLoop(() -> onPresence(event));
    this.onMessage = message -> Messages.end(message).ifPresent(end -> onLoop(() -> onEnd(end)));
  }

  private void onLoop(Runnable news) {
    loop.execute(() -> {
      if (!isStopped) {
        news.run();
      }
    });
  }

  /** Listens from now on, and has the members synced if the channel is attached. From any one thread. */
  public void start() throws AblyException {
    connection.on(onConnection);
    channel.on(onChannel);
    channel.presence.subscribe(onPresence);
    channel.subscribe(OutputMessage.NAME, onMessage);
    if (channel.state == ChannelState.attached) {
      onLoop(this::seek);
    }
  }

  /** Tells nothing more, but what it tells at the moment. From any one thread. */
  public void stop() {
    isStopped = true;
    connection.off(onConnection);
    channel.off(onChannel);
    channel.presence.unsubscribe(onPresence);
    channel.unsubscribe(OutputMessage.NAME, onMessage);
    loop.execute(sync::stop); // Or a thread would wait on for what Ably said at last.
  }

  private void onConnection(ConnectionStateChange change) {
    if (change.event == ConnectionEvent.update) {
      askForRights(0);
    } else if (change.current != ConnectionState.connected) {
      boolean isForGood =
          change.current == ConnectionState.failed || change.current == ConnectionState.closed;
      loseView("the connection is " + change.current, change.reason, isForGood);
    }
  }

  /**
   * The client has a new token.
   *
   * @param refusals how often Ably has not answered since
   */
  private void askForRights(int refusals) {
    if (channel.state == ChannelState.attached) {
      Future<?> unused = background.submit(() -> {
        try {
          if (rights.haveChanged()) {
            onLoop(this::renewRights);
          }
        } catch (AblyException unanswered) {
          LOG.debug("what may be seen of {} is not known", channel.name, unanswered);
          if (!Failures.isFinal(unanswered.errorInfo)) {
            RetryPace.later(loop, refusals + 1, () -> onLoop(() -> askForRights(refusals + 1)));
          }
        }
      });
    }
  }

  private void renewRights() {
    try {
      rights.renew();
    } catch (AblyException lost) {
      LOG.debug("{} is attached again once it can be", channel.name, lost);
    }
  }

  /** Unless the channel goes on where it was, Ably tells anew who is there, and until then nobody knows. */
  private void onChannel(ChannelStateChange change) {
    if (change.current != ChannelState.attached) {
      loseView(
          "the channel is " + change.current, change.reason, change.current == ChannelState.failed);
    } else if (!change.resumed || !isInView) {
      loseView("the members are being synced");
      seek();
    }
  }

  /** The channel is attached: has its members synced, unless they are known, or are being synced. */
  void seek() {
    if (!isInView && !sync.isUnderWay()) {
      sync.begin(this::onSynced);
    }
  }

  /** From now on nobody knows who is there. */
  void loseView(String why) {
    loseView(why, null, false);
  }

  private void loseView(String why, @Nullable ErrorInfo reason, boolean isForGood) {
    isInView = false;
    meanwhile.clear();
    sync.stop();
    String because = reason == null || reason.message == null
        ? ""
        : ": %s (%d)".formatted(reason.message, reason.code);
    listener.onLostView(why + because, isForGood);
  }

  private void onSynced(List<PresenceMessage> members) {
    isInView = true;
    List<MemberWithData> all = withMeanwhile(members);
    List<AgentEnd> ends = List.copyOf(endsMeanwhile);
    endsMeanwhile.clear();
    rights.blindness().ifPresentOrElse(why -> tellOwn(all, ends, why), () -> {
      isKnownBlind = false;
      listener.onMembers(all, ends);
    });
  }

  private void tellOwn(List<MemberWithData> own, List<AgentEnd> ends, String why) {
    if (!isKnownBlind) {
      isKnownBlind = true;
      listener.onBlind(channel.name, why);
    }
    listener.onOwnMembers(own, ends, why);
  }

  private List<MemberWithData> withMeanwhile(List<PresenceMessage> members) {
    Map<Member.Key, PresenceMessage> all = new LinkedHashMap<>();
    members.stream()
        .sorted(Comparator.comparingLong(member -> member.timestamp))
        .forEach(member -> all.put(key(member), member));
    all.putAll(meanwhile);
    meanwhile.clear();
    return all.values().stream()
        .filter(member -> member.action != PresenceMessage.Action.leave)
        .map(MemberWithData::of)
        .toList();
  }

  private static Member.Key key(PresenceMessage message) {
    return new Member.Key(message.clientId, message.connectionId);
  }

  private void onPresence(PresenceMessage event) {
    if (!isInView) {
      meanwhile.put(key(event), event);
    } else if (event.action == PresenceMessage.Action.leave) {
      listener.onGone(MemberWithData.of(event));
    } else {
      listener.onHere(MemberWithData.of(event));
    }
  }

  private void onEnd(AgentEnd end) {
    if (isInView) {
      listener.onEnd(end);
    } else {
      endsMeanwhile.add(end);
    }
  }
}
