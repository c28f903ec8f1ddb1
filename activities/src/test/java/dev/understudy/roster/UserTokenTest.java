package dev.understudy.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputMessage;
import dev.understudy.output.StepAttempt;
import dev.understudy.output.TaskOutput;
import dev.understudy.output.ably.OutputReader;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.ably.Messages;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.rest.AblyRest;
import io.ably.lib.rest.Auth.TokenParams;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rights of a user's token, as docs/security.md has them: what they are for, and what they do not permit. */
class UserTokenTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path PAGE = Path.of("").toAbsolutePath().resolve("../docs/security.md");
  private static final Pattern CAPABILITY =
      Pattern.compile("```json user\n(.*?)```", Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROOM = "room:42";

  /** None where all went well. */
  private static final int FINE = 0;

  private static final int LACKS_CAPABILITY = 40160;
  private static final int OTHER_CLIENT = 40012;

  private final AblyLocal ably = AblyLocal.start();
  private final List<AutoCloseable> toClose = new ArrayList<>();
  private final AblyRest service = new AblyRest(ably.clientOptions());

  UserTokenTest() throws AblyException {}

  @BeforeEach
  void writerHasWritten() throws AblyException {
    OutputEvent part = new OutputEvent.Part(new StepAttempt(1, 1), 0, "before");
    service.channels.get(ROOM).publish(new Message[] {
      Messages.of(new AgentName("writer"), new OutputMessage("task", 1, part).publication())
    });
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : toClose) {
      each.close();
    }
    ably.close();
  }

  private static Map<String, List<String>> rights() throws IOException {
    Matcher shown = CAPABILITY.matcher(Files.readString(PAGE));
    assertThat(shown.find()).isTrue();
    return JSON.readValue(shown.group(1), new TypeReference<Map<String, List<String>>>() {});
  }

  /** With a token as the page has it, but for that right. */
  private AblyRealtime alice(String without) throws Exception {
    Map<String, List<String>> capability = new LinkedHashMap<>();
    rights()
        .forEach((where, all) -> capability.put(
            where, all.stream().filter(one -> !one.equals(without)).toList()));
    TokenParams params = new TokenParams();
    params.clientId = "alice";
    params.capability = JSON.writeValueAsString(capability);
    ClientOptions options = ably.clientOptions();
    options.key = null;
    options.tokenDetails = service.auth.requestToken(params, null);
    AblyRealtime alice = new AblyRealtime(options);
    toClose.add(alice);
    return alice;
  }

  /** A call of Ably's, given to whom it tells how it went. */
  private interface Deed {
    void tell(CompletionListener listener) throws AblyException;
  }

  /** The code with which Ably refuses. */
  private static int refusal(Deed deed) throws Exception {
    CompletableFuture<Integer> code = new CompletableFuture<>();
    try {
      deed.tell(new CompletionListener() {
        @Override
        public void onSuccess() {
          code.complete(FINE);
        }

        @Override
        public void onError(ErrorInfo reason) {
          code.complete(reason.code);
        }
      });
      return code.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (AblyException atOnce) {
      return atOnce.errorInfo.code;
    } catch (ExecutionException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static int entering(AblyRealtime who, String where) throws Exception {
    return refusal(
        listener -> who.channels.get(where).presence.enterClient("alice", null, listener));
  }

  @Test
  void areEnoughToSeeToBeSeenAndToRead() throws Exception {
    AblyRealtime alice = alice("nothing");

    assertThat(entering(alice, ROOM)).isEqualTo(FINE);
    try (SessionRoster roster = SessionRoster.of(alice, ROOM)) {
      assertThat(roster.awaitKnown(PATIENCE).of("alice")).hasSize(1);
    }
    try (OutputReader reader = OutputReader.follow(alice, ROOM, output -> {})) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(reader.output("writer", "task").map(TaskOutput::text)).contains("before"));
    }
  }

  @Test
  void areEachNeeded() throws Exception {
    assertThat(rights()).containsOnlyKeys(ROOM);
    assertThat(rights().get(ROOM)).containsExactly("subscribe", "presence", "history");

    assertThat(entering(alice("presence"), ROOM)).isEqualTo(LACKS_CAPABILITY);
    try (SessionRoster roster = SessionRoster.of(alice("subscribe"), ROOM)) {
      assertThatThrownBy(() -> roster.awaitKnown(PATIENCE))
          .hasMessageContaining("give it the capability \"subscribe\" there");
    }
    Channel withoutPast = alice("history").channels.get(ROOM);
    assertThatThrownBy(() -> withoutPast.history(null))
        .isInstanceOf(AblyException.class)
        .extracting(refused -> ((AblyException) refused).errorInfo.code)
        .isEqualTo(LACKS_CAPABILITY);
  }

  @Test
  void permitNothingElse() throws Exception {
    AblyRealtime alice = alice("nothing");
    Channel room = alice.channels.get(ROOM);

    assertThat(refusal(listener -> room.publish("understudy.output", "x", listener)))
        .isEqualTo(LACKS_CAPABILITY);
    assertThat(refusal(listener -> room.presence.enterClient("writer", null, listener)))
        .isEqualTo(OTHER_CLIENT);
    assertThat(entering(alice, "room:43")).isEqualTo(LACKS_CAPABILITY);
    assertThat(entering(alice, "understudy:workers:research")).isEqualTo(LACKS_CAPABILITY);
  }
}
