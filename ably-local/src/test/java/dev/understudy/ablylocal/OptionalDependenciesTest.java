package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The server where there is neither ably-java nor JUnit. */
class OptionalDependenciesTest {

  @Test
  void areNotNeededToServe() throws Exception {
    Process process = run(Main.class);

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said)
        .contains("served")
        .contains("needs org.junit.jupiter:junit-jupiter-api")
        .contains("NoClassDefFoundError: io/ably/");
    assertThat(process.waitFor()).isZero();
  }

  /** What runs in the other process. */
  static final class Main {
    private Main() {}

    /** Starts and closes a server, and tells how what needs more fails. */
    public static void main(String[] args) {
      try (AblyLocal server = AblyLocal.start()) {
        System.out.println("served " + server);
        report(AblyLocal.builder()::build);
        report(() -> ask(server));
      }
    }

    private static void ask(AblyLocal server) {
      System.out.println(server.clientOptions());
    }

    private static void report(Runnable attempt) {
      try {
        attempt.run();
      } catch (IllegalStateException | NoClassDefFoundError e) {
        System.out.println(e);
      }
    }
  }

  private static Process run(Class<?> main) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = Arrays.stream(
            System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("junit") && !entry.contains("ably-java"))
        .collect(Collectors.joining(File.pathSeparator));
    return new ProcessBuilder(java, "-cp", classPath, main.getName())
        .redirectErrorStream(true)
        .start();
  }
}
