package dev.understudy.samples.chaos;

import dev.understudy.cli.text.Fault;
import dev.understudy.samples.stage.Cast;
import dev.understudy.samples.stage.Child;
import dev.understudy.samples.stage.Patience;
import dev.understudy.samples.stage.TemporalAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Temporal's development server with its state in a file, so that another can go on where one was killed. Confined to
 * one thread; the cast ends the process.
 */
final class DevelopmentServer {
  /**
   * Runs what follows in place of itself, with a companion that kills it when standard input ends: Temporal does not
   * look at that, and must not outlive us.
   */
  private static final String ENDING_WITH_STANDARD_INPUT =
      "exec 3<&0; { cat <&3; kill -9 $$; } >/dev/null 2>&1 & exec \"$@\" </dev/null 3<&-";

  private final Cast cast;
  private final Patience patience;
  private final Path binary;
  private final int port;
  private int runs;
  private Child process;

  /** One that serves. */
  DevelopmentServer(Cast cast, Patience patience, Path binary) {
    this.cast = cast;
    this.patience = patience;
    this.binary = binary;
    this.port = freePort();
    this.process = start();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Child start() {
    runs++;
    String name = runs == 1 ? "temporal" : "temporal-" + runs;
    Child started = cast.start(name, new ProcessBuilder(command()), line -> {});
    patience.await(name + " to be ready", this::served);
    return started;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(List.of("sh", "-c", ENDING_WITH_STANDARD_INPUT, "sh"));
    command.addAll(List.of(binary.toString(), "server", "start-dev", "--headless"));
    command.addAll(List.of("--ip", "127.0.0.1", "--port", String.valueOf(port)));
    command.addAll(
        List.of("--db-filename", cast.directory().resolve("temporal.db").toString()));
    command.addAll(List.of("--log-level", "warn"));
    for (String setting : List.of("enableCancelWorkerPollsOnShutdown", "WorkerCommandsEnabled")) {
      command.addAll(List.of("--dynamic-config-value", "frontend." + setting + "=true"));
    }
    return command;
  }

  private Optional<Boolean> served() {
    try {
      TemporalAccess.requireServer(address());
      return Optional.of(true);
    } catch (Fault notYet) {
      return Optional.empty();
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  Child process() {
    return process;
  }

  /** Ends it with SIGKILL, and starts another that serves what it had written down. */
  String restart() {
    cast.excuse(process);
    process.kill();
    process = start();
    return process.name();
  }
}
