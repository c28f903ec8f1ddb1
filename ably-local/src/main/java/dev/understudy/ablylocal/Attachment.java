package dev.understudy.ablylocal;

import java.util.Map;
import java.util.Set;

/**
 * A transport's hold on a channel: what it may do there, and what it gets.
 *
 * @param name what the client calls the channel, see {@link QualifiedName}
 */
record Attachment(Transport transport, String name, Set<Mode> modes, Map<String, String> params) {

  boolean has(Mode mode) {
    return modes.contains(mode);
  }

  /**
   * Whether {@code event} is for it. A connection is always told of its own members, whatever its modes and its
   * {@code echo} (RTP17a).
   */
  boolean wants(ChannelEvent event) {
    boolean own = event.source().connectionId().equals(transport.connectionId());
    return event.isMessage()
        ? has(Mode.SUBSCRIBE) && (!own || transport.options().echo())
        : has(Mode.PRESENCE_SUBSCRIBE) || own;
  }

  void deliver(ChannelEvent event) {
    if (wants(event)) {
      transport.send(event.frame().onChannel(name));
    }
  }
}
