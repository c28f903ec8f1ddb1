package dev.understudy.ablylocal.clients;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The unmodified ably-js, in Node processes: installed once, under {@code ably-local/target}. Thread-safe. */
public final class AblyJs {
  private static final String PACKAGE = "ably@2.28.0";

  /** Tests run in the directory of their module. */
  private static final Path NODE =
      Path.of("..", "ably-local", "target", "node").toAbsolutePath().normalize();

  private static final Path MODULES = NODE.resolve("node_modules");

  private AblyJs() {}

  /** Aborts the test, with the reason, where there is no Node or no ably-js. */
  public static synchronized void assumeInstalled() throws Exception {
    if (run("node", "--version") != 0) {
      abort("skipped: node is not on the PATH");
    }
    if (!Files.isDirectory(MODULES.resolve("ably")) && install() != 0) {
      abort("skipped: npm could not install %s, see %s".formatted(PACKAGE, log()));
    }
  }

  /** Runs a script that may require ably-js; what it says of faults goes where this process says it. */
  public static Process start(String script, String... arguments) throws IOException {
    String[] command = new String[arguments.length + 2];
    command[0] = "node";
    command[1] = script;
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NODE_PATH", MODULES.toString());
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static int install() throws Exception {
    return run(
        "npm",
        "install",
        "--prefix",
        NODE.toString(),
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        PACKAGE);
  }

  private static int run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log().toFile())
          .start();
      return process.waitFor(3, TimeUnit.MINUTES) ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1; // No such program.
    }
  }

  private static Path log() throws IOException {
    return Files.createDirectories(NODE).resolve("run.log");
  }
}
