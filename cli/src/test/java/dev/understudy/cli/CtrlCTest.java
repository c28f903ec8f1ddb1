package dev.understudy.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.understudy.ablylocal.AblyLocal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A command that lasts, in a process of its own that somebody interrupts. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no SIGINT to send to one process")
class CtrlCTest {
  private static final int SIGINT = 2;
  private static final int INTERRUPTED = 128 + SIGINT;
  private static final int LIVELINESS_SECONDS = 30;

  private static Process start(Path temporary, Map<String, String> environment, String... command)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Djava.io.tmpdir=" + temporary,
        "-cp",
        System.getProperty("java.class.path"),
        "dev.understudy.cli.Main"));
    line.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
  }

  /** Whether this process ignores it, as one that a shell has put into the background does, and all that it starts. */
  private static boolean isIgnoredHere() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).trim(), 16))
        .anyMatch(ignored -> (ignored & 1L << (SIGINT - 1)) != 0);
  }

  @Test
  void endsAtOnceAndLeavesNothingBehind(@TempDir Path temporary)
      throws IOException, InterruptedException {
    assumeFalse(isIgnoredHere(), "nobody can be interrupted here");
    try (AblyLocal ably = AblyLocal.start()) {
      Map<String, String> environment = Map.of(
          "ABLY_KEY", ably.key(),
          "ABLY_HOST", ably.host(),
          "ABLY_PORT", String.valueOf(ably.port()),
          "ABLY_TLS", "false");
      Process watch = start(temporary, environment, "watch", "room:42");
      try (BufferedReader out = watch.inputReader(StandardCharsets.UTF_8)) {
        assertThat(requireNonNull(out.readLine())).endsWith("nobody is in room:42");

        interrupt(watch);

        assertThat(watch.waitFor(LIVELINESS_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.exitValue()).isEqualTo(INTERRUPTED);
        assertThat(new String(watch.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
            .isEmpty();
        assertThat(files(temporary)).isEmpty();
      } finally {
        watch.destroyForcibly();
      }
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
          .toList();
    }
  }
}
