package dev.understudy.ablylocal.past;

import dev.understudy.ablylocal.wire.Outbound;
import java.time.Instant;

/**
 * Something that happened on a channel, and the frame that tells it.
 *
 * @param serial its position on the channel
 */
public record ChannelEvent(String serial, Instant at, Source source, Outbound frame) {

  /** Messages, or changes of presence. */
  public enum Kind {
    MESSAGE,
    PRESENCE
  }

  /** What something was, and whose doing; no connection's, if its id is empty. */
  public record Source(Kind kind, String connectionId) {}

  public boolean isMessage() {
    return source.kind() == Kind.MESSAGE;
  }

  /** How many messages it told of. */
  public int messages() {
    return frame.messages();
  }

  /** The same, of as many of its messages only. */
  ChannelEvent withLastMessages(int count) {
    return count < messages()
        ? new ChannelEvent(serial, at, source, frame.withLastMessages(count))
        : this;
  }
}
