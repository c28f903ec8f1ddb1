package dev.understudy.ablylocal.channel;

import dev.understudy.ablylocal.past.ChannelEvent;
import dev.understudy.ablylocal.past.Rewind;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a new attachment gets of the past. */
public sealed interface Replay {

  /** All that happened since the position that the client named, and nothing is missing. */
  record Continued(String serial, List<ChannelEvent> events) implements Replay {}

  /** Nothing: some of what happened since the position that the client named is kept no more. */
  record Broken(String serial) implements Replay {
    @Override
    public List<ChannelEvent> events() {
      return List.of();
    }

    @Override
    public Optional<ErrorInfo> error() {
      return Optional.of(ErrorInfo.messagesExpired());
    }
  }

  /** What a client without a past rewinds to; nothing, if it does not ask for any. */
  record Rewound(String serial, List<ChannelEvent> found) implements Replay {
    @Override
    public List<ChannelEvent> events() {
      return Rewind.last(Rewind.LIMIT, found);
    }

    @Override
    public Optional<ErrorInfo> error() {
      return found.stream().mapToInt(ChannelEvent::messages).sum() > Rewind.LIMIT
          ? Optional.of(ErrorInfo.messageLimitExceeded())
          : Optional.empty();
    }
  }

  static Replay of(Channel channel, Frame attach, Instant now) {
    return attach
        .channelSerial()
        .map(serial -> since(channel, serial, now))
        .orElseGet(() -> new Rewound(
            channel.serials().current(),
            attach.isResumption() ? List.of() : rewind(channel, attach, now)));
  }

  /** The position it is attached at, before the events. */
  String serial();

  /** The oldest first. */
  List<ChannelEvent> events();

  /** What is missing. */
  default Optional<ErrorInfo> error() {
    return Optional.empty();
  }

  default boolean hasPresence() {
    return events().stream().anyMatch(event -> !event.isMessage());
  }

  private static Replay since(Channel channel, String serial, Instant now) {
    return Optional.of(serial)
        .filter(channel.serials()::covers)
        .flatMap(covered -> channel.backlog().since(covered, now))
        .<Replay>map(events -> new Continued(serial, events))
        .orElseGet(() -> new Broken(channel.serials().current()));
  }

  private static List<ChannelEvent> rewind(Channel channel, Frame attach, Instant now) {
    return Optional.ofNullable(attach.params().get(Rewind.PARAM))
        .flatMap(Rewind::parse)
        .map(rewind -> rewind.from(channel.backlog(), now))
        .orElse(List.of());
  }
}
