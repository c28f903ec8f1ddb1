package dev.understudy.ablylocal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A transport's hold on a channel: what it may do there, and what it gets.
 *
 * @param requested the modes it asked for
 * @param modes those of them that its capability permits
 */
record Attachment(
    Transport transport, Set<Mode> requested, Set<Mode> modes, Map<String, String> params) {

  /** One as an ATTACH asks for it, and the client's capability permits. */
  static Attachment requestedBy(Frame attach, Transport transport) {
    Set<Mode> requested = Mode.requestedBy(attach);
    return new Attachment(transport, requested, Set.of(), attach.params())
        .regranted(attach.channel());
  }

  /** The same hold on {@code channel} by what its client's capability is now. */
  Attachment regranted(String channel) {
    Capability capability = transport.connection().grant().capability();
    Set<Mode> permitted = Mode.permitted(requested, capability, channel);
    return new Attachment(transport, requested, permitted, params);
  }

  boolean has(Mode mode) {
    return modes.contains(mode);
  }

  /** Why it lacks a mode on its channel; empty if it has it. */
  Optional<ErrorInfo> refuse(Mode mode, String channel) {
    if (has(mode)) {
      return Optional.empty();
    }
    return Optional.of(
        requested.contains(mode)
            ? ErrorInfo.notPermitted(mode.operation(), channel)
            : ErrorInfo.modeNotGranted(channel, mode));
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
      transport.send(event.frame());
    }
  }
}
