package dev.understudy.ablylocal;

import java.util.Optional;
import java.util.Set;

/**
 * A transport's hold on a channel: what it may do there, and what it gets.
 *
 * @param name what the client calls the channel, see {@link QualifiedName}
 */
record Attachment(Transport transport, String name, Modes modes, View view) {

  /** One as an ATTACH asks for it, and the client's capability permits. */
  static Attachment requestedBy(Frame attach, Transport transport) {
    Modes none = new Modes(Mode.requestedBy(attach), Set.of());
    return new Attachment(transport, attach.channel(), none, View.requestedBy(attach)).regranted();
  }

  /** The same hold by what its client's capability is now. */
  Attachment regranted() {
    Capability capability = transport.connection().grant().capability();
    return new Attachment(transport, name, modes.by(capability, resource()), view);
  }

  /** What its client's capability must permit something on. */
  private String resource() {
    return QualifiedName.parse(name).resource();
  }

  /** The channel's name. */
  String channel() {
    return QualifiedName.parse(name).channel();
  }

  boolean has(Mode mode) {
    return modes.granted().contains(mode);
  }

  /** Why it cannot be; empty if it can. */
  Optional<ErrorInfo> refuse() {
    boolean unreadable =
        QualifiedName.parse(name).filter().isPresent() && view.filter().isEmpty();
    if (unreadable) {
      return Optional.of(ErrorInfo.invalidChannelName(name));
    }
    if (modes.requested().isEmpty()) {
      return Optional.of(ErrorInfo.notSupported("The modes asked for are"));
    }
    return modes.granted().isEmpty()
        ? Optional.of(AuthErrors.nothingPermitted(channel()))
        : Optional.empty();
  }

  /** Why it lacks a mode; empty if it has it. */
  Optional<ErrorInfo> refuse(Mode mode) {
    return modes.refuse(mode, channel());
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
      view.of(event).ifPresent(frame -> transport.send(frame.onChannel(name)));
    }
  }
}
