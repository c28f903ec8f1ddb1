package dev.understudy.samples.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.cli.text.Fault;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WatcherTest {
  private final AblyLocal ably = AblyLocal.builder()
      .addKey("app1.blind:s", "{\"*\":[\"publish\",\"presence\"]}")
      .start();

  @AfterEach
  void stop() {
    ably.close();
  }

  @Test
  void doesNotTakeARoomThatItMayNotSeeForAnEmptyOne() throws AblyException {
    ClientOptions options = ably.clientOptions();
    options.key = "app1.blind:s";

    Fault fault =
        catchThrowableOfType(Fault.class, () -> Watcher.on("room:42", options, report -> {}));

    assertThat(fault.line())
        .isEqualTo(
            "understudy: Ably shows the watcher nobody in room:42, whoever may be there; use an"
                + " ABLY_KEY with the capability \"subscribe\" there");
  }
}
