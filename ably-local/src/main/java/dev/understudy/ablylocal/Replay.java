package dev.understudy.ablylocal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a new attachment gets of the past: all that it missed since a position it names, or what it rewinds to, or nothing.
 *
 * @param serial the position it is attached at, before the events
 * @param resumed whether nothing is missing since the position that the client named
 * @param error what is missing
 */
record Replay(
    String serial, boolean resumed, List<ChannelEvent> events, Optional<ErrorInfo> error) {

  static Replay of(Channel channel, Frame attach, Instant now) {
    return attach
        .channelSerial()
        .map(serial -> since(channel, serial, now))
        .orElseGet(() -> rewind(channel, attach, now));
  }

  boolean hasPresence() {
    return events.stream().anyMatch(event -> !event.isMessage());
  }

  private static Replay since(Channel channel, String serial, Instant now) {
    Optional<List<ChannelEvent>> missed =
        channel.serials().covers(serial) ? channel.backlog().since(serial, now) : Optional.empty();
    return missed
        .map(events -> new Replay(serial, true, events, Optional.empty()))
        .orElseGet(() -> nothing(channel, Optional.of(ErrorInfo.messagesExpired())));
  }

  private static Replay rewind(Channel channel, Frame attach, Instant now) {
    List<ChannelEvent> found = Optional.ofNullable(attach.params().get("rewind"))
        .flatMap(Rewind::parse)
        .map(rewind -> rewind.from(channel.backlog(), now))
        .orElse(List.of());
    Optional<ErrorInfo> error = found.size() > Rewind.LIMIT
        ? Optional.of(ErrorInfo.messageLimitExceeded())
        : Optional.empty();
    return new Replay(channel.serials().current(), false, Rewind.last(Rewind.LIMIT, found), error);
  }

  private static Replay nothing(Channel channel, Optional<ErrorInfo> error) {
    return new Replay(channel.serials().current(), false, List.of(), error);
  }
}
