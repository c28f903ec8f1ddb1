package dev.understudy.roster;

import dev.understudy.output.OutputMessage;
import dev.understudy.presence.Member;
import dev.understudy.presence.ably.Attaching;
import dev.understudy.presence.ably.Members;
import dev.understudy.presence.ably.Messages;
import dev.understudy.presence.ably.PresenceSync;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.Channel.MessageListener;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.ChannelStateListener;
import io.ably.lib.realtime.ChannelStateListener.ChannelStateChange;
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
import org.jspecify.annotations.Nullable;

/**
 * The members of one channel of somebody else's client, whether they are known at the moment, and what
 * is said there of the ends of agents. Confined to its loop, to which Ably's threads hand over.
 */
final class PresenceFeed {
  /** Who is fed. Called on the loop. */
  interface Listener {
    /** These are the members, from now on as told; {@code ends} were said since they were known last. */
    void onMembers(Collection<PresenceMessage> members, List<RosterFold.End> ends);

    /** One of them has come, changed or gone. */
    void onEvent(PresenceMessage event);

    /** An agent is no more, though its members may still be here. */
    void onEnd(RosterFold.End end);

    /** Until the members come again nobody knows them. */
    void onLostSight(String why, boolean isForGood);
  }

  private final AblyRealtime ably;
  private final Channel channel;
  private final Executor loop;
  private final PresenceSync sync;
  private final Listener listener;
  private final ConnectionStateListener onConnection;
  private final ChannelStateListener onChannel;
  private final PresenceListener onPresence;
  private final MessageListener onMessage;

  /** What came while the members were being synced: the last of each, which the sync may not have. */
  private final Map<Member.Key, PresenceMessage> meanwhile = new LinkedHashMap<>();

  /** Which agents have ended since the members were known last: that stays so if sight is lost again. */
  private final List<RosterFold.End> endsMeanwhile = new ArrayList<>();

  private boolean isInSight;
  private boolean isStopped;

  /**
   * Not yet listening.
   *
   * @param background for what blocks
   */
  PresenceFeed(
      AblyRealtime ably,
      Channel channel,
      Executor loop,
      ExecutorService background,
      Listener listener) {
    this.ably = ably;
    this.channel = channel;
    this.loop = loop;
    this.sync = PresenceSync.of(ably.connection, channel, loop, background);
    this.listener = listener;
    this.onConnection = change -> loop.execute(() -> onConnection(change));
    this.onChannel = change -> loop.execute(() -> onChannel(change));
    this.onPresence = event -> loop.execute(() -> onPresence(event));
    this.onMessage =
        message -> Messages.end(message).ifPresent(end -> loop.execute(() -> onEnd(end)));
  }

  /** Listens, and attaches. From any one thread. */
  void start() throws AblyException {
    ably.connection.on(onConnection);
    channel.on(onChannel);
    channel.presence.subscribe(onPresence);
    channel.subscribe(OutputMessage.NAME, onMessage);
    Attaching.begin(channel, refused -> {}); // The channel's state tells that, too.
    if (channel.state == ChannelState.attached) {
      loop.execute(this::sync);
    }
  }

  /** From any one thread; what is still on its way arrives on the loop nevertheless. */
  void stop() {
    ably.connection.off(onConnection);
    channel.off(onChannel);
    channel.presence.unsubscribe(onPresence);
    channel.unsubscribe(OutputMessage.NAME, onMessage);
    loop.execute(() -> {
      isStopped = true;
      sync.stop();
    });
  }

  private void onConnection(ConnectionStateChange change) {
    if (change.current != ConnectionState.connected) {
      boolean isForGood =
          change.current == ConnectionState.failed || change.current == ConnectionState.closed;
      loseSight("the connection is " + change.current, change.reason, isForGood);
    }
  }

  private void onChannel(ChannelStateChange change) {
    if (change.current != ChannelState.attached) {
      loseSight(
          "the channel is " + change.current, change.reason, change.current == ChannelState.failed);
    } else if (!change.resumed || !isInSight) {
      loseSight("the members are being synced", null, false);
      sync();
    }
  }

  private void loseSight(String why, @Nullable ErrorInfo reason, boolean isForGood) {
    isInSight = false;
    meanwhile.clear();
    sync.stop();
    String because = reason == null ? "" : ": %s (%d)".formatted(reason.message, reason.code);
    listener.onLostSight(why + because, isForGood);
  }

  /** What Ably still says after the end must not leave a thread that waits for a sync. */
  private void sync() {
    if (!isStopped) {
      sync.begin(this::onSynced);
    }
  }

  private void onSynced(List<PresenceMessage> members) {
    isInSight = true;
    listener.onMembers(withMeanwhile(members), List.copyOf(endsMeanwhile));
    endsMeanwhile.clear();
  }

  private Collection<PresenceMessage> withMeanwhile(List<PresenceMessage> members) {
    Map<Member.Key, PresenceMessage> all = new LinkedHashMap<>();
    members.stream()
        .sorted(Comparator.comparingLong(member -> member.timestamp))
        .forEach(member -> all.put(Members.key(member), member));
    meanwhile.forEach((key, event) -> {
      if (event.action == PresenceMessage.Action.leave) {
        all.remove(key);
      } else {
        all.put(key, event);
      }
    });
    meanwhile.clear();
    return all.values();
  }

  private void onPresence(PresenceMessage event) {
    if (isInSight) {
      listener.onEvent(event);
    } else {
      meanwhile.put(Members.key(event), event);
    }
  }

  private void onEnd(RosterFold.End end) {
    if (isInSight) {
      listener.onEnd(end);
    } else {
      endsMeanwhile.add(end);
    }
  }
}
