package dev.understudy.samples.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.embedded.EmbeddedTemporal;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker as a user runs it, in a process of its own, where it cannot start. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WorkerFaultTest {

  @Test
  void isOneLineWhenTheKeyIsWrong() throws Exception {
    try (AblyLocal ably = AblyLocal.start()) {
      String key = ably.key().substring(0, ably.key().indexOf(':')) + ":not-the-secret";

      assertThat(onlyLineOfWorker(ably.port(), key))
          .contains("refuses the API key", "ABLY_KEY")
          .doesNotContain("not-the-secret");
    }
  }

  @Test
  void isOneLineWhenNobodyListens() throws Exception {
    assertThat(onlyLineOfWorker(1, "app.key:secret"))
        .contains("cannot reach 127.0.0.1:1", "ABLY_PORT");
  }

  @Test
  void isOneLineWhenTheNamespaceIsMissing() throws Exception {
    try (AblyLocal ably = AblyLocal.start();
        NamelessTemporal temporal = NamelessTemporal.start()) {
      assertThat(onlyLineOfWorker(temporal.address(), ably.port(), ably.key()))
          .contains("Namespace default is not found", "TEMPORAL_NAMESPACE");
    }
  }

  private static String onlyLineOfWorker(int ablyPort, String key) throws Exception {
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start(0)) {
      return onlyLineOfWorker(temporal.host() + ":" + temporal.port(), ablyPort, key);
    }
  }

  private static String onlyLineOfWorker(String temporal, int ablyPort, String key)
      throws Exception {
    Map<String, String> environment = Map.of(
        "TEMPORAL_ADDRESS",
        temporal,
        "ABLY_KEY",
        key,
        "ABLY_HOST",
        "127.0.0.1",
        "ABLY_PORT",
        String.valueOf(ablyPort),
        "ABLY_TLS",
        "false");
    Process worker = JavaLauncher.understudy(environment, List.of("worker")).start();
    try (BufferedReader err = worker.errorReader(StandardCharsets.UTF_8)) {
      List<String> lines = err.lines().toList();

      assertThat(worker.waitFor()).isEqualTo(1);
      assertThat(lines).hasSize(1);
      return lines.get(0);
    }
  }
}
