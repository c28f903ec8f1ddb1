package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.worker.PluginSettings.Leaving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What deploy/kubernetes says of a worker: its form is looked at by scripts/manifests, its numbers here. */
final class ManifestsTest {
  private static final Path WORKER =
      Path.of("").toAbsolutePath().resolve("../deploy/kubernetes/worker.yaml");
  private static final Pattern GRACE = Pattern.compile("terminationGracePeriodSeconds: (\\d+)");

  /** For Java to end, once the worker has. */
  private static final Duration TO_END = Duration.ofSeconds(5);

  @Test
  void giveAWorkerTheTimeToDrain() throws IOException {
    Leaving drained = Leaving.DRAINED;
    Duration drain = drained.relay().plus(drained.steps()).plus(drained.threads());

    assertThat(GRACE.matcher(Files.readString(WORKER)).results())
        .singleElement()
        .extracting(grace -> Duration.ofSeconds(Long.parseLong(grace.group(1))))
        .isEqualTo(drain.plus(TO_END));
  }
}
