package dev.understudy.samples.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.samples.watcher.Report.Sight;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.ConnectionState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LineOfSightTest {
  private final List<Sight> told = new ArrayList<>();
  private final LineOfSight sight = new LineOfSight(told::add);

  @Test
  void saysNothingBeforeItSawAnything() {
    sight.connection(1, ConnectionState.connecting);
    sight.connection(2, ConnectionState.disconnected);
    sight.connection(3, ConnectionState.connected);
    sight.channel(4, ChannelState.attaching, true);
    sight.channel(5, ChannelState.attached, true);

    assertThat(told).isEmpty();
  }

  @Nested
  class OnceItSees {
    {
      sight.connection(1, ConnectionState.connected);
      sight.channel(2, ChannelState.attached, true);
    }

    @ParameterizedTest
    @EnumSource(names = {"suspended", "failed", "detached", "detaching", "attaching"})
    void isBlindWithoutItsChannelThoughItIsConnected(ChannelState state) {
      sight.channel(100, state, true);
      sight.channel(300, ChannelState.attached, true);

      assertThat(told)
          .containsExactly(
              new Sight(100, false, "channel " + state), new Sight(300, true, "channel attached"));
    }

    @Test
    void isBlindWhereItMaySeeNobody() {
      sight.channel(100, ChannelState.attached, false);
      sight.channel(300, ChannelState.attached, true);

      assertThat(told)
          .containsExactly(
              new Sight(100, false, "channel attached, but shows nobody"),
              new Sight(300, true, "channel attached"));
    }

    @Test
    void isBlindWithoutItsConnection() {
      sight.connection(100, ConnectionState.disconnected);
      sight.connection(150, ConnectionState.connecting);
      sight.connection(300, ConnectionState.connected);

      assertThat(told)
          .containsExactly(
              new Sight(100, false, "connection disconnected"),
              new Sight(300, true, "connection connected"));
    }

    @Test
    void isBlindUntilBothAreBack() {
      sight.connection(100, ConnectionState.suspended);
      sight.channel(100, ChannelState.suspended, true);
      sight.connection(200, ConnectionState.connected);
      sight.channel(210, ChannelState.attaching, true);
      sight.channel(300, ChannelState.attached, true);

      assertThat(told)
          .containsExactly(
              new Sight(100, false, "connection suspended"),
              new Sight(300, true, "channel attached"));
    }
  }
}
