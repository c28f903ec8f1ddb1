package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a closed server leaves running, in a process of its own: here, the clients of other tests still end. */
class ThreadsLeftTest {

  @Test
  void areNoneOfAServerThatIsClosedOrCannotListen() throws Exception {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName())
        .redirectErrorStream(true)
        .start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).contains("left by a closed one: []", "left by a failed one: []");
    assertThat(process.waitFor()).isZero();
  }

  /** What runs in the other process. */
  static final class Main {
    private Main() {}

    /** Tells which threads are left. Does all once before, for what the JVM itself starts on first use. */
    public static void main(String[] args) throws Exception {
      serveAndClose();
      System.out.println("left by a closed one: " + leftBy(Main::serveAndClose));
      try (AblyLocal taken = AblyLocal.start()) {
        System.out.println("left by a failed one: " + leftBy(() -> failToListen(taken.port())));
      }
    }

    private static void serveAndClose() throws Exception {
      AblyLocal server = AblyLocal.start();
      try (RawSocket client = RawSocket.upgrade(server, "")) {
        client.readUntil("connectionStateTtl");
        server.close();
        client.readAll();
      }
    }

    private static void failToListen(int port) {
      try (AblyLocal server = AblyLocal.builder().port(port).start()) {
        System.out.println("listens all the same: " + server);
      } catch (UncheckedIOException e) {
        System.out.println("as it should: " + e.getMessage());
      }
    }

    private static List<Thread> leftBy(Attempt attempt) throws Exception {
      Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
      attempt.run();
      List<Thread> left = new ArrayList<>(Thread.getAllStackTraces().keySet());
      left.removeAll(before);
      left.removeIf(thread -> !thread.isAlive() || isShared(thread));
      return left;
    }

    /**
     * Whether it is a thread of the JVM, or the one that all Netty in it shares, which ends a
     * second after its last use.
     */
    private static boolean isShared(Thread thread) {
      return thread.isDaemon() || thread.getName().startsWith("globalEventExecutor");
    }

    private interface Attempt {
      void run() throws Exception;
    }
  }
}
