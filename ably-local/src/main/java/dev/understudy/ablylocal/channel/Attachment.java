package dev.understudy.ablylocal.channel;

import dev.understudy.ablylocal.auth.AuthErrors;
import dev.understudy.ablylocal.auth.Capability;
import dev.understudy.ablylocal.auth.Mode;
import dev.understudy.ablylocal.auth.Modes;
import dev.understudy.ablylocal.past.ChannelEvent;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import dev.understudy.ablylocal.wire.QualifiedName;
import java.util.Optional;
import java.util.Set;

/**
 * A subscriber's hold on a channel: what it may do there, and what it gets.
 *
 * @param name what the client calls the channel, see {@link QualifiedName}
 */
public record Attachment(Subscriber subscriber, String name, Modes modes, View view) {

  /** The attachment that an ATTACH asks for, as far as the client's capability permits. */
  public static Attachment requestedBy(Frame attach, Subscriber subscriber, Capability capability) {
    Modes none = new Modes(Mode.requestedBy(attach), Set.of());
    return new Attachment(subscriber, attach.channel(), none, View.requestedBy(attach))
        .regranted(capability);
  }

  /** The same hold by what its client's capability is now. */
  public Attachment regranted(Capability capability) {
    return new Attachment(subscriber, name, modes.by(capability, resource()), view);
  }

  /** What its client's capability must permit something on. */
  private String resource() {
    return QualifiedName.parse(name).resource();
  }

  /** The channel's name. */
  public String channel() {
    return QualifiedName.parse(name).channel();
  }

  public boolean has(Mode mode) {
    return modes.granted().contains(mode);
  }

  /** Why it cannot be; empty if it can. */
  public Optional<ErrorInfo> refuse() {
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
  public Optional<ErrorInfo> refuse(Mode mode) {
    return modes.refuse(mode, channel());
  }

  /**
   * Whether {@code event} is for it. A connection is always told of its own members, whatever its modes and its
   * {@code echo} (RTP17a).
   */
  boolean wants(ChannelEvent event) {
    boolean own = event.source().connectionId().equals(subscriber.connectionId());
    return event.isMessage()
        ? has(Mode.SUBSCRIBE) && (!own || subscriber.wantsEcho())
        : has(Mode.PRESENCE_SUBSCRIBE) || own;
  }

  public void deliver(ChannelEvent event) {
    if (wants(event)) {
      view.of(event).ifPresent(frame -> subscriber.send(frame.onChannel(name)));
    }
  }
}
