package dev.understudy.ablylocal.channel;

import dev.understudy.ablylocal.filter.MessageFilter;
import dev.understudy.ablylocal.past.ChannelEvent;
import dev.understudy.ablylocal.wire.Frame;
import dev.understudy.ablylocal.wire.Outbound;
import dev.understudy.ablylocal.wire.QualifiedName;
import java.util.Map;
import java.util.Optional;

/**
 * What a client wants to see of a channel.
 *
 * @param params as it asked for them
 * @param filter if it does not want all messages
 */
public record View(Map<String, String> params, Optional<MessageFilter> filter) {
  public View {
    params = Map.copyOf(params);
  }

  static View requestedBy(Frame attach) {
    Optional<String> filter = QualifiedName.parse(attach.channel()).filter();
    return new View(attach.params(), filter.flatMap(MessageFilter::parse));
  }

  /** What of {@code event} it shows; empty if nothing. */
  Optional<Outbound> of(ChannelEvent event) {
    return filter.isPresent() && event.isMessage()
        ? event.frame().withMessages(filter.get()::admits)
        : Optional.of(event.frame());
  }
}
