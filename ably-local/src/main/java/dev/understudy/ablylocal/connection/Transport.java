package dev.understudy.ablylocal.connection;

import dev.understudy.ablylocal.channel.Attachment;
import dev.understudy.ablylocal.channel.Channel;
import dev.understudy.ablylocal.channel.Subscriber;
import dev.understudy.ablylocal.link.FaultyLink;
import dev.understudy.ablylocal.link.TransportOptions;
import dev.understudy.ablylocal.wire.FrameLog;
import dev.understudy.ablylocal.wire.Outbound;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One WebSocket's part in a connection: its options, its heartbeats, and the channels attached over
 * it. Attachments end with it; a client attaches again after a resume (RTL3d). Members do not: they
 * belong to the connection.
 *
 * <p>Confined to the event loop.
 */
public final class Transport implements Subscriber {
  private final Connection connection;
  private final FaultyLink link;
  private final TransportOptions options;
  private final FrameLog log;
  private final Map<String, Channel> channels = new LinkedHashMap<>();

  Transport(Connection connection, FaultyLink link, TransportOptions options, FrameLog log) {
    this.connection = connection;
    this.link = link;
    this.options = options;
    this.log = log;
  }

  public Connection connection() {
    return connection;
  }

  /** Whether it carries its connection, and was not replaced or closed. */
  public boolean isCurrent() {
    return connection.isCarriedBy(this);
  }

  @Override
  public String connectionId() {
    return connection.id();
  }

  public TransportOptions options() {
    return options;
  }

  public FaultyLink link() {
    return link;
  }

  @Override
  public boolean wantsEcho() {
    return options.echo();
  }

  @Override
  public void send(Outbound frame) {
    link.send(frame);
    log.sent(connectionId(), frame);
  }

  public int attachedChannels() {
    return channels.size();
  }

  /** The attachments that this transport holds, as they are now. */
  public List<Attachment> attachments() {
    return channels.entrySet().stream()
        .flatMap(held -> held.getValue().attachments().of(this, held.getKey()).stream())
        .toList();
  }

  public Optional<Channel> channel(String name) {
    return Optional.ofNullable(channels.get(name));
  }

  public void attach(Channel channel, Attachment attachment) {
    channels.put(attachment.name(), channel);
    channel.add(attachment);
  }

  /** Ends the attachment of that name, if there is one. */
  public void detach(String name, Instant now) {
    Optional.ofNullable(channels.remove(name)).ifPresent(left -> left.remove(this, name, now));
  }

  void detachAll(Instant now) {
    List.copyOf(channels.keySet()).forEach(name -> detach(name, now));
  }
}
