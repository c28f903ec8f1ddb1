package dev.understudy.ablylocal.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.limits.Meter;
import dev.understudy.ablylocal.past.Archives;
import dev.understudy.ablylocal.past.Backlog;
import dev.understudy.ablylocal.past.ChannelEvent;
import dev.understudy.ablylocal.past.ChannelEvent.Kind;
import dev.understudy.ablylocal.past.ChannelEvent.Source;
import dev.understudy.ablylocal.past.History;
import dev.understudy.ablylocal.past.RecentIds;
import dev.understudy.ablylocal.past.Retention;
import dev.understudy.ablylocal.past.Serials;
import dev.understudy.ablylocal.presence.PresenceSet;
import dev.understudy.ablylocal.presence.PresenceSet.Announcement;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.Frames;
import dev.understudy.ablylocal.wire.Ids;
import dev.understudy.ablylocal.wire.Outbound;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * One channel: who is attached, who is present, what happened of late. All that happens on it,
 * messages and presence alike, is one sequence of events.
 *
 * <p>Confined to the event loop.
 */
public final class Channel {
  private final String name;
  private final Serials serials;
  private final Backlog backlog;
  private final RecentIds recentIds;
  private final PresenceSet presence = new PresenceSet();
  private final Meter inbound = new Meter();
  private final Meter bandwidth = new Meter();
  private final History messageHistory;
  private final History presenceHistory;
  private final Attachments attachments = new Attachments();
  private Instant lastUsed;

  Channel(String name, Archives archives, Instant now) {
    this.name = name;
    this.messageHistory = new History(archives.of(Retention.of(name)));
    this.presenceHistory = new History(archives.of(Retention.of(name)));
    this.recentIds = new RecentIds(archives.of(Retention.RECENT));
    this.serials = new Serials(Ids.name(), now);
    this.backlog = new Backlog(serials.current(), archives.of(Retention.RECENT));
    this.lastUsed = now;
  }

  String name() {
    return name;
  }

  Backlog backlog() {
    return backlog;
  }

  public Serials serials() {
    return serials;
  }

  public RecentIds recentIds() {
    return recentIds;
  }

  public PresenceSet presence() {
    return presence;
  }

  /** The messages that can still be asked for. */
  public History messageHistory() {
    return messageHistory;
  }

  /** The changes of presence that can still be asked for. */
  public History presenceHistory() {
    return presenceHistory;
  }

  /** Who is attached; to be changed by {@link #add} and {@link #remove} only. */
  public Attachments attachments() {
    return attachments;
  }

  public void add(Attachment attachment) {
    attachments.add(attachment);
  }

  public void remove(Subscriber subscriber, String calledBy, Instant now) {
    attachments.remove(subscriber, calledBy);
    lastUsed = now;
  }

  /** The messages that are published on it. */
  public Meter inbound() {
    return inbound;
  }

  /** The bytes that are published on it. */
  public Meter bandwidth() {
    return bandwidth;
  }

  /** Whether somebody is attached or present. */
  boolean isUsed() {
    return !attachments.isEmpty() || presence.size() > 0;
  }

  /** Whether nobody would miss it: no one is there, and what happened may be forgotten. */
  boolean isIdle(Instant now) {
    return !isUsed()
        && backlog.isEmpty(now)
        && messageHistory.isEmpty(now)
        && presenceHistory.isEmpty(now)
        && lastUsed.plus(Backlog.KEPT).isBefore(now);
  }

  /** Publishes messages, which are complete but for the fields that say where they stand. */
  public void publish(String frameId, List<ObjectNode> messages, Source source, Instant now) {
    String serial = serials.next(now);
    ObjectNode frame = frame(Action.MESSAGE, serial, source, now).put("id", frameId);
    ArrayNode list = frame.putArray("messages");
    for (ObjectNode message : messages) {
      message.put("serial", "%s:%03d".formatted(serial, list.size()));
      list.add(message);
      messageHistory.add(serial, now, message);
    }
    emit(new ChannelEvent(serial, now, source, new Outbound(frame)));
  }

  /** Tells of what a connection's frame of that id changed; nothing if that is nothing. */
  public void announce(String frameId, List<Announcement> changes, Instant now) {
    if (!changes.isEmpty()) {
      emitPresence(changes, frame -> frame.put("id", frameId), now);
    }
  }

  /**
   * Lets all members of a connection leave, by the server's own word. The frame has no id:
   * ably-java 1.5.0 would make ids of its entries of it.
   */
  public void leaveAll(String connectionId, Instant now) {
    List<Announcement> leaves =
        presence.leaveAll(connectionId, "synthesized-" + Ids.name() + ":0", now);
    if (!leaves.isEmpty()) {
      emitPresence(leaves, frame -> {}, now);
    }
  }

  private void emitPresence(
      List<Announcement> changes, Consumer<ObjectNode> identify, Instant now) {
    Source source = new Source(Kind.PRESENCE, changes.get(0).member().key().connectionId());
    String serial = serials.next(now);
    ObjectNode frame = frame(Action.PRESENCE, serial, source, now);
    identify.accept(frame);
    ArrayNode list = frame.putArray("presence");
    for (Announcement change : changes) {
      ObjectNode told = change.member().tree(change.action());
      list.add(told);
      presenceHistory.add(serial, now, told);
    }
    emit(new ChannelEvent(serial, now, source, new Outbound(frame)));
  }

  private ObjectNode frame(Action action, String serial, Source source, Instant now) {
    ObjectNode frame = Frames.frame(action)
        .put("channel", name)
        .put("channelSerial", serial)
        .put("timestamp", now.toEpochMilli());
    return source.connectionId().isEmpty()
        ? frame
        : frame.put("connectionId", source.connectionId());
  }

  private void emit(ChannelEvent event) {
    lastUsed = event.at();
    backlog.add(event);
    attachments.all().forEach(attachment -> attachment.deliver(event));
  }
}
