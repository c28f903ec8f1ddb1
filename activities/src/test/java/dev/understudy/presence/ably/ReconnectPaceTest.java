package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;

import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.util.ReconnectionStrategy;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReconnectPaceTest {
  private static ClientOptions options() {
    try {
      ClientOptions options = new ClientOptions("app.key:secret");
      ReconnectPace.setIn(options);
      return options;
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void noTryIsMoreThanASecondAndThreeQuartersAfterTheLast() {
    ClientOptions options = options();

    assertThat(IntStream.rangeClosed(1, 1000)
            .map(tries ->
                ReconnectionStrategy.getRetryTime(options.disconnectedRetryTimeout, tries)))
        .allSatisfy(millis -> assertThat(millis).isBetween(500, 1750));
    assertThat(options.suspendedRetryTimeout).isBetween(1300L, 1750L);
  }

  @Test
  void noTwoClientsOfManyWaitAlike() {
    LongStream waits =
        IntStream.range(0, 1000).mapToLong(client -> options().suspendedRetryTimeout);

    assertThat(waits.distinct().count()).isGreaterThan(150);
  }
}
