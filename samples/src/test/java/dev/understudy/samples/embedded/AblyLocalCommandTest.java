package dev.understudy.samples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.Main;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.ClientOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command as a user runs it: in a process of its own. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AblyLocalCommandTest {
  private static final String KEY = "app.key:very-secret";
  private static final Pattern PORT = Pattern.compile("\"port\":(\\d+)");

  @Nested
  class WhenTheKeyIsInTheEnvironment {

    @Test
    void opensWithItAndDoesNotRepeatIt() throws Exception {
      Process server = run(Map.of("ABLY_KEY", KEY), "--port", "0", "--until-stdin-closes");
      try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
        String ready = out.readLine();

        assertThat(ready).contains("\"ready\":\"ably-local\"").doesNotContain("very-secret");
        assertThat(connects(portIn(ready))).isEqualTo(ConnectionState.connected);
      } finally {
        server.destroyForcibly();
      }
    }

    @Test
    void refusesWhatIsNoKeyWithoutRepeatingIt() throws Exception {
      Process server = run(Map.of("ABLY_KEY", "very-secret"), "--port", "0");

      assertThat(onlyLineOf(server)).contains("appId.keyId:secret", "ABLY_KEY");
      assertThat(server.waitFor()).isEqualTo(2);
    }
  }

  @Nested
  class WhenItCannotListen {

    @Test
    void namesTheHostThatNobodyKnows() throws Exception {
      Process server = run(Map.of(), "--port", "0", "--host", "no.such.host.invalid");

      assertThat(onlyLineOf(server)).contains("port 0 of no.such.host.invalid", "--host");
      assertThat(server.waitFor()).isEqualTo(1);
    }

    @Test
    void namesThePortThatIsInUse() throws Exception {
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Process server = run(Map.of(), "--port", String.valueOf(taken.getLocalPort()));

        assertThat(onlyLineOf(server)).contains("port " + taken.getLocalPort(), "--port");
        assertThat(server.waitFor()).isEqualTo(1);
      }
    }
  }

  private static Process run(Map<String, String> environment, String... options)
      throws IOException {
    List<String> java = List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "ably-local");
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(java.stream(), Stream.of(options)).toList());
    builder.environment().remove("ABLY_KEY");
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String onlyLineOf(Process server) throws IOException {
    try (BufferedReader err = server.errorReader(StandardCharsets.UTF_8)) {
      List<String> lines = err.lines().toList();
      assertThat(lines).singleElement().asString().doesNotContain("very-secret");
      return lines.get(0);
    }
  }

  private static int portIn(@Nullable String ready) {
    Matcher port = PORT.matcher(String.valueOf(ready));
    assertThat(port.find()).isTrue();
    return Integer.parseInt(port.group(1));
  }

  private static ConnectionState connects(int port) throws Exception {
    ClientOptions options = new ClientOptions(KEY);
    options.realtimeHost = "127.0.0.1";
    options.port = port;
    options.tls = false;
    options.autoConnect = false;
    CompletableFuture<ConnectionState> settled = new CompletableFuture<>();
    try (AblyRealtime ably = new AblyRealtime(options)) {
      ably.connection.on(change -> {
        if (change.current != ConnectionState.connecting) {
          settled.complete(change.current);
        }
      });
      ably.connect();
      return settled.get(30, TimeUnit.SECONDS);
    }
  }
}
