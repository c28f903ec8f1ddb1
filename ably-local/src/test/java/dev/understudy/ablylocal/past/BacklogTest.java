package dev.understudy.ablylocal.past;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.past.ChannelEvent.Kind;
import dev.understudy.ablylocal.past.ChannelEvent.Source;
import dev.understudy.ablylocal.wire.Outbound;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Serials serials = new Serials("life", NOON);
  private final String start = serials.current();
  private final Archive archive = new Archive(Backlog.KEPT, 1_000_000);
  private final Backlog backlog = new Backlog(start, archive);

  @Test
  void holdsAllThatHappenedAfterAPosition() {
    String first = add(Kind.MESSAGE, NOON);
    String second = add(Kind.PRESENCE, NOON);

    assertThat(backlog.since(start, NOON).orElseThrow())
        .extracting(ChannelEvent::serial)
        .containsExactly(first, second);
    assertThat(backlog.since(first, NOON).orElseThrow())
        .extracting(ChannelEvent::serial)
        .containsExactly(second);
    assertThat(backlog.since(second, NOON)).contains(List.of());
  }

  @Test
  void knowsThatSomeIsMissingAfterTwoMinutes() {
    String first = add(Kind.MESSAGE, NOON);

    Instant later = NOON.plus(Backlog.KEPT).plusMillis(1);

    assertThat(backlog.since(start, later)).isEmpty();
    assertThat(backlog.since(first, later)).contains(List.of());
    assertThat(backlog.isEmpty(later)).isTrue();
  }

  @Test
  void knowsThatSomeIsMissingWhenTheArchiveNeedsTheRoom() {
    String first = add(Kind.MESSAGE, NOON);

    archive.add(() -> {}, 1_000_000, NOON);

    assertThat(backlog.since(start, NOON)).isEmpty();
    assertThat(backlog.since(first, NOON)).contains(List.of());
  }

  @Test
  void rewindsByMessagesAndLeavesPresenceOut() {
    add(Kind.MESSAGE, NOON);
    String second = add(Kind.MESSAGE, NOON);
    add(Kind.PRESENCE, NOON);
    String third = add(Kind.MESSAGE, NOON);

    assertThat(rewound("2", NOON)).containsExactly(second, third);
    assertThat(rewound("0", NOON)).isEmpty();
    assertThat(rewound("9", NOON)).hasSize(3);
  }

  @Test
  void rewindsByTime() {
    add(Kind.MESSAGE, NOON);
    String second = add(Kind.MESSAGE, NOON.plusSeconds(50));

    assertThat(rewound("15s", NOON.plusSeconds(60))).containsExactly(second);
    assertThat(rewound("2m", NOON.plusSeconds(60))).hasSize(2);
  }

  @Test
  void isNotRewoundToWhatIsOlderThanItKeeps() {
    add(Kind.MESSAGE, NOON);

    assertThat(rewound("9m", NOON.plusSeconds(121))).isEmpty();
  }

  @Test
  void isNotRewoundByOtherText() {
    assertThat(Rewind.parse("")).isEmpty();
    assertThat(Rewind.parse("-1")).isEmpty();
    assertThat(Rewind.parse("2h")).isEmpty();
    assertThat(Rewind.parse("soon")).isEmpty();
    assertThat(Rewind.parse("15s")).contains(new Rewind.Span(Duration.ofSeconds(15)));
  }

  private static Outbound frame(Kind kind) {
    return new Outbound(WireClient.tree(kind == Kind.MESSAGE ? "{'messages':[{}]}" : "{}"));
  }

  private List<String> rewound(String text, Instant now) {
    return Rewind.parse(text).orElseThrow().from(backlog, now).stream()
        .map(ChannelEvent::serial)
        .toList();
  }

  private String add(Kind kind, Instant at) {
    String serial = serials.next(at);
    backlog.add(new ChannelEvent(serial, at, new Source(kind, "c1"), frame(kind)));
    return serial;
  }
}
