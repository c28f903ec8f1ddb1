package dev.understudy.samples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.limits.Limits;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command as a user runs it: in a process of its own. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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

      assertThat(onlyLineOf(server))
          .contains("appId.keyId:secret", "ABLY_KEY")
          .doesNotContain("--host", "--key");
      assertThat(server.waitFor()).isEqualTo(2);
    }
  }

  @Nested
  class WhenAPersonStartsIt {

    @Test
    void printsCodeThatConnects() throws Exception {
      Process server = run(Map.of(), "--port", "0", "--key", KEY);
      try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
        int port = portIn(out.readLine());

        Snippets expected = new Snippets("127.0.0.1", port, KEY);
        for (String line : expected.toString().lines().toList()) {
          assertThat(out.readLine()).isEqualTo(line);
        }
        assertThat(expected.java()).contains("new ClientOptions(\"" + KEY + "\")");
        assertThat(expected.js()).contains("port: " + port);
      } finally {
        server.destroyForcibly();
      }
    }

    @Test
    void takesTheKeyOfItsCodeFromWhereItStands() {
      Snippets snippets = new Snippets("0.0.0.0", 8081, "");

      assertThat(snippets.java()).contains("System.getenv(\"ABLY_KEY\")", "\"127.0.0.1\"");
      assertThat(snippets.js()).contains("key: process.env.ABLY_KEY", "'127.0.0.1'");
    }

    @Test
    void quotesAKeyThatHasQuotesInIt() {
      Snippets snippets = new Snippets("127.0.0.1", 8081, "app.key:a'b\"c\\d");

      assertThat(snippets.java()).contains("new ClientOptions(\"app.key:a'b\\\"c\\\\d\")");
      assertThat(snippets.js()).contains("key: 'app.key:a\\'b\"c\\\\d'");
    }

    @Test
    void putsAnAddressOfIpv6InBrackets() {
      Snippets snippets = new Snippets("::1", 8081, KEY);

      assertThat(snippets.java()).contains("options.restHost = \"[::1]\"");
      assertThat(snippets.js()).contains("endpoint: '[::1]'");
    }

    @Test
    void warnsThatOthersReachIt() throws Exception {
      Process server = run(Map.of(), "--port", "0", "--host", "0.0.0.0");
      try (BufferedReader err = server.errorReader(StandardCharsets.UTF_8)) {
        assertThat(err.readLine()).contains("0.0.0.0", "other machines", "--host");
      } finally {
        server.destroyForcibly();
      }
    }
  }

  @Nested
  class WhenLimitsAreAskedFor {

    @ParameterizedTest
    @CsvSource({"--limits, on, standard or off", "--members-per-channel, 0, members of a channel"})
    void refusesThoseThatCannotBe(String option, String value, String fault) throws Exception {
      Process server = run(Map.of(), "--port", "0", option, value);

      assertThat(onlyLineOf(server)).contains(fault);
      assertThat(server.waitFor()).isEqualTo(2);
    }

    @Test
    void areThoseOfAblyUnlessSingleOnesAreNot() {
      assertThat(limits()).isEqualTo(Limits.STANDARD);
      assertThat(limits("--limits", "off")).isEqualTo(Limits.NONE);
      assertThat(limits("--limits=off", "--members-per-channel=7"))
          .isEqualTo(Limits.NONE.withMembersPerChannel(7));
      assertThat(limits(
              "--channels-per-connection=1",
              "--message-size=2",
              "--rate-per-connection=3",
              "--rate-per-channel=4",
              "--bytes-per-channel=5",
              "--frames-per-connection=6",
              "--channels=7",
              "--new-connections=8"))
          .isEqualTo(Limits.STANDARD
              .withSizes(new Limits.Sizes(1, 200, 2))
              .withRates(new Limits.Rates(3, 4, 5, 6))
              .withOverall(new Limits.Overall(7, 8)));
    }

    private static Limits limits(String... options) {
      return CommandLine.populateCommand(new LimitOptions(), options).chosen();
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
