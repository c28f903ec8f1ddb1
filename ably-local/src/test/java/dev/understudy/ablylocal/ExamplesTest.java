package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.LoggedFrame;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.PresenceMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of the section "In a test" of docs/ably-local.md. */
class ExamplesTest {
  @RegisterExtension
  static final AblyLocal ably = AblyLocal.builder().manualClock().build();

  @Test
  void letAMemberGoWithItsMachine() throws Exception {
    ClientOptions options = ably.clientOptions();
    options.clientId = "ada";
    try (AblyRealtime agent = new AblyRealtime(options);
        AblyRealtime watcher = new AblyRealtime(ably.clientOptions())) {
      List<PresenceMessage> seen = new CopyOnWriteArrayList<>();
      watcher.channels.get("room").presence.subscribe(seen::add);
      agent.channels.get("room").presence.enter("hello", null);
      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 1);

      ably.faults().client("ada").blackHole(); // Its machine lost power: no FIN, no word.
      ably.clock().advance(Duration.ofSeconds(25)); // Now the server misses it,
      ably.clock().advance(Duration.ofSeconds(15)); // and now its remainPresentFor is over.

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 2);
      assertThat(seen.get(1).action).isEqualTo(PresenceMessage.Action.leave);
    }
  }

  @Test
  void letTheServerFail() throws Exception {
    ClientOptions options = ably.clientOptions();
    options.disconnectedRetryTimeout = 100;
    try (AblyRealtime agent = new AblyRealtime(options)) {
      await()
          .atMost(JavaClient.PATIENCE)
          .until(() -> agent.connection.state == ConnectionState.connected);
      ably.faults().refuseAttach("room", Refusal.with(50003, 503, "try later").times(1));
      Fault outage = ably.faults().unreachable();
      ably.faults().connection(agent.connection.id).drop(TransportEnd.RST);
      await()
          .atMost(JavaClient.PATIENCE)
          .until(() -> agent.connection.state == ConnectionState.disconnected);

      outage.lift();
      await()
          .atMost(JavaClient.PATIENCE)
          .until(() -> agent.connection.state == ConnectionState.connected);

      assertThat(ably.frames(agent.connection.id))
          .extracting(LoggedFrame::action)
          .containsExactly(Action.CONNECTED, Action.CONNECTED);
      ably.faults().lift();
    }
  }

  @Test
  void areThoseOfTheDocumentation() throws Exception {
    String source = squeeze(
        Files.readString(Path.of("src/test/java/dev/understudy/ablylocal/ExamplesTest.java")));
    String document = Files.readString(Path.of("../docs/ably-local.md"));
    String section = document.substring(document.indexOf("## In a test"));
    List<String> examples = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(section)
        .results()
        .map(match -> squeeze(match.group(1)))
        .toList();

    assertThat(examples).isNotEmpty().allSatisfy(example -> assertThat(source).contains(example));
  }

  private static String squeeze(String text) {
    return text.replaceAll("\\s+", " ").trim();
  }
}
