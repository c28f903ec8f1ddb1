package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.handoff.HandoffPolicy;
import io.ably.lib.realtime.ConnectionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final AblyLocal ably = AblyLocal.start();
  private final ScheduledThreads loop = new ScheduledThreads("loop", 1);
  private final AblyConnection one = connection();
  private final AblyConnection other = connection();
  private final List<String> losses = new ArrayList<>();
  private final List<Boolean> told = new ArrayList<>();
  private Reachability reachability = reachability(Duration.ofHours(1));

  private Reachability reachability(Duration patience) {
    return new Reachability(
        loop,
        patience,
        (lost, isForLong) ->
            losses.add((lost == one ? "one" : "other") + (isForLong ? " long" : "")));
  }

  private AblyConnection connection() {
    AblySettings settings = AblySettings.local(ably.key(), ably.host(), ably.port());
    return new AblyConnection(settings, HandoffPolicy.DEFAULT, loop, loop);
  }

  @AfterEach
  void stop() {
    one.close();
    other.close();
    loop.shutdownNow();
    ably.close();
  }

  private void become(AblyConnection connection, ConnectionState... states) {
    for (ConnectionState state : states) {
      reachability.onState(connection, state);
    }
  }

  @Test
  void tellsThatNothingIsThereOnceTheLastIsLost() {
    reachability.follow(told::add);
    become(one, ConnectionState.connecting, ConnectionState.connected);
    become(other, ConnectionState.connecting, ConnectionState.connected);

    become(one, ConnectionState.disconnected, ConnectionState.connecting);
    assertThat(reachability.isLost(one)).isTrue();
    become(other, ConnectionState.disconnected, ConnectionState.connecting);
    become(one, ConnectionState.connected);

    assertThat(told).containsExactly(false, true, false, true);
    assertThat(losses).containsExactly("one", "other");
    assertThat(reachability.isLost(one)).isFalse();
  }

  @Test
  void tellsThatNothingIsThereOnceTheLastIsForgotten() {
    reachability.follow(told::add);
    become(one, ConnectionState.connecting, ConnectionState.connected);

    reachability.forget(one);

    assertThat(told).containsExactly(false, true, false);
    assertThat(losses).isEmpty();
  }

  @Test
  void doesNotMistakeAFirstTryForALoss() {
    become(one, ConnectionState.initialized, ConnectionState.connecting);
    assertThat(reachability.isLost(one)).isFalse();

    become(one, ConnectionState.disconnected, ConnectionState.connecting);
    assertThat(reachability.isLost(one)).isTrue();
  }

  @Test
  void tellsOfALossThatIsForLongUnlessTheConnectionIsBackInTime() throws Exception {
    reachability = reachability(PATIENCE);
    Runnable states = () -> {
      become(one, ConnectionState.connected, ConnectionState.disconnected);
      become(one, ConnectionState.connected);
      become(other, ConnectionState.connected, ConnectionState.connecting);
    };

    loop.submit(states).get();
    loop.schedule(() -> {}, PATIENCE.toMillis() + 1, TimeUnit.MILLISECONDS).get();

    assertThat(losses).containsExactly("one", "other", "other long");
  }
}
