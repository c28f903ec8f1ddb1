package dev.understudy.ablylocal.wire;

import dev.understudy.ablylocal.Internal;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a message that a connection sent, {@code connectionId:msgSerial:index}. Those of one
 * connection are ordered, and the greater is the newer (RTP2b2).
 */
@Internal
public record MessageId(String connectionId, long msgSerial, int index) {
  private static final Pattern SHAPE = Pattern.compile("([^:]+):(\\d{1,18}):(\\d{1,9})");
  private static final Comparator<MessageId> BY_AGE =
      Comparator.comparingLong(MessageId::msgSerial).thenComparingInt(MessageId::index);

  public static Optional<MessageId> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    return matcher.matches()
        ? Optional.of(new MessageId(
            matcher.group(1), Long.parseLong(matcher.group(2)), Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  /** Whether this is of the same connection as {@code other}, and as new or newer. */
  public boolean isAtLeast(MessageId other) {
    return connectionId.equals(other.connectionId) && BY_AGE.compare(this, other) >= 0;
  }

  @Override
  public String toString() {
    return connectionId + ":" + msgSerial + ":" + index;
  }
}
