package dev.understudy.ablylocal;

import dev.understudy.ablylocal.clients.JavaClient;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.Param;
import java.io.IOException;
import java.nio.file.Path;

/** A process of its own with an ably-java client that is present in {@code room} until it is killed. */
final class DoomedProcess {
  private DoomedProcess() {}

  static Process start(AblyLocal server) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    String port = String.valueOf(server.port());
    return new ProcessBuilder(
            java, "-cp", classPath, DoomedProcess.class.getName(), port, server.key())
        .inheritIO()
        .start();
  }

  /** Enters; the client's own threads keep the process alive. */
  public static void main(String[] args) throws Exception {
    ClientOptions options = JavaClient.options(Integer.parseInt(args[0]), args[1]);
    options.transportParams = new Param[] {new Param("remainPresentFor", "1000")};
    JavaClient.open(options).enter("room", "ada", "until killed");
  }
}
