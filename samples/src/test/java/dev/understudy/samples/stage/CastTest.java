package dev.understudy.samples.stage;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.cli.text.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CastTest {
  private static final Duration LIVENESS = Duration.ofSeconds(30);

  private final Cast cast = Cast.assemble();

  @AfterEach
  void end() {
    cast.close();
    cast.sweep();
  }

  @Test
  void endsEveryChildThoughItIsInterruptedAtTheFirst() {
    Child one = server("one");
    Child other = server("other");

    Thread.currentThread().interrupt();
    cast.close();

    assertThat(Thread.interrupted()).isTrue();
    await().atMost(LIVENESS).until(() -> !one.isAlive() && !other.isAlive());
  }

  @Test
  void takesItWellWhenItsDirectoryIsGoneAlready() throws IOException {
    Files.delete(cast.directory());

    assertThatCode(cast::sweep).doesNotThrowAnyException();
  }

  @Test
  void sweepsTheDirectoryAndWhatIsInIt() throws IOException {
    Files.createFile(cast.directory().resolve("file"));

    cast.sweep();

    assertThat(cast.directory()).doesNotExist();
  }

  @Test
  void leavesNothingBehindWhenItIsToldToStop(@TempDir Path temporary) throws Exception {
    ProcessBuilder demo = JavaLauncher.understudy(
        Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary),
        List.of("demo", "abandonment"));
    Process process = demo.redirectErrorStream(true).redirectOutput(DISCARD).start();
    try {
      await().atMost(LIVENESS).until(() -> isAnybodyOn(temporary));

      process.destroy();

      assertThat(process.waitFor(LIVENESS.toSeconds(), SECONDS)).isTrue();
      assertThat(stages(temporary)).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  /** The first process has its log in the directory. */
  private static boolean isAnybodyOn(Path temporary) throws IOException {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files.anyMatch(file -> file.getFileName().toString().endsWith(".log"));
    }
  }

  private static List<Path> stages(Path temporary) throws IOException {
    try (Stream<Path> entries = Files.list(temporary)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith("understudy-demo-"))
          .toList();
    }
  }

  @Test
  void tellsInOneLineWhatAChildSaidLast() {
    Child child = cast.start("stray", Map.of(), List.of("dance"), line -> {});
    await().atMost(LIVENESS).until(() -> !child.isAlive());

    assertThatThrownBy(cast::requireAllAlive)
        .isInstanceOf(Fault.class)
        .hasMessageContaining("stray ended by itself with status 2 (")
        .hasMessageContaining("'dance'");
  }

  private Child server(String name) {
    return cast.start(
        name,
        Map.of(),
        List.of("temporal-test-server", "--port", "0", "--until-stdin-closes"),
        line -> {});
  }
}
