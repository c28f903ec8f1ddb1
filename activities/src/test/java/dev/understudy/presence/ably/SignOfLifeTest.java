package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;

import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.types.AblyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SignOfLifeTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);

  @Test
  void isAskedForAgainUntilThereIsAnAnswer() {
    List<CompletionListener> asked = new ArrayList<>();

    CompletableFuture<Void> answer = SignOfLife.of(
        listener -> {
          asked.add(listener);
          if (asked.size() == 2) {
            asked.get(0).onSuccess();
          }
        },
        Runnable::run);

    assertThat(answer).succeedsWithin(LIVELINESS);
  }

  @Test
  void failsWhereAblyJavaStumblesOverAConnectionThatIsLostMeanwhile() {
    CompletableFuture<Void> answer = SignOfLife.of(
        listener -> {
          throw new NullPointerException("errorInfo");
        },
        Runnable::run);

    assertThat(answer)
        .failsWithin(LIVELINESS)
        .withThrowableThat()
        .withCauseInstanceOf(AblyException.class);
  }
}
