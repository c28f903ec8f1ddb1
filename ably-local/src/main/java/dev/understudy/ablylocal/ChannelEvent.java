package dev.understudy.ablylocal;

import java.time.Instant;

/**
 * Something that happened on a channel, and the frame that tells it.
 *
 * @param serial its position on the channel
 */
record ChannelEvent(String serial, Instant at, Source source, Outbound frame) {

  /** Messages, or changes of presence. */
  enum Kind {
    MESSAGE,
    PRESENCE
  }

  /** What something was, and whose doing; no connection's, if its id is empty. */
  record Source(Kind kind, String connectionId) {}

  boolean isMessage() {
    return source.kind() == Kind.MESSAGE;
  }

  /** How many messages it told of. */
  int messages() {
    return frame.messages();
  }

  /** The same, of as many of its messages only. */
  ChannelEvent withLastMessages(int count) {
    return count < messages()
        ? new ChannelEvent(serial, at, source, frame.withLastMessages(count))
        : this;
  }
}
