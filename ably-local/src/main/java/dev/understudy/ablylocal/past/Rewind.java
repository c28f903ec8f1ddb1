package dev.understudy.ablylocal.past;

import dev.understudy.ablylocal.wire.ErrorInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far back a new attachment begins: some messages or some time (the channel parameter {@code rewind}; at most 100
 * messages and 2 minutes, ably.com/docs/channels/options/rewind).
 */
public sealed interface Rewind {

  /** The last messages. */
  record Messages(int count) implements Rewind {
    @Override
    public List<ChannelEvent> from(Backlog backlog, Instant now) {
      return last(count, backlog.messagesFrom(now.minus(Backlog.KEPT)));
    }
  }

  /** The messages of a time that ends now. */
  record Span(Duration length) implements Rewind {
    @Override
    public List<ChannelEvent> from(Backlog backlog, Instant now) {
      Duration kept = length.compareTo(Backlog.KEPT) < 0 ? length : Backlog.KEPT;
      return backlog.messagesFrom(now.minus(kept));
    }
  }

  /** As many messages as are replayed at most. */
  int LIMIT = 100;

  String PARAM = "rewind";

  /** Why there is no such rewind as {@code params} ask for; empty if there is, or none is asked for. */
  static Optional<ErrorInfo> refuse(Map<String, String> params) {
    return Optional.ofNullable(params.get(PARAM))
        .filter(text -> parse(text).isEmpty())
        .map(text -> ErrorInfo.invalidParameter(
            PARAM, "must be a number of messages, or a time such as 15s or 2m"));
  }

  /** Reads {@code "10"}, {@code "15s"} or {@code "2m"}; empty if it is neither. */
  static Optional<Rewind> parse(String text) {
    Matcher matcher = Pattern.compile("(\\d{1,9})([sm]?)").matcher(text.trim());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int amount = Integer.parseInt(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> new Span(Duration.ofSeconds(amount));
          case "m" -> new Span(Duration.ofMinutes(amount));
          default -> new Messages(amount);
        });
  }

  /** What it finds, the oldest first. May be more than {@link #LIMIT}. */
  List<ChannelEvent> from(Backlog backlog, Instant now);

  /** The last {@code count} messages in {@code events}, be it that they begin within one of them. */
  static List<ChannelEvent> last(int count, List<ChannelEvent> events) {
    Deque<ChannelEvent> last = new ArrayDeque<>();
    int left = count;
    for (int at = events.size() - 1; at >= 0 && left > 0; at--) {
      ChannelEvent event = events.get(at).withLastMessages(left);
      left -= event.messages();
      last.addFirst(event);
    }
    return List.copyOf(last);
  }
}
