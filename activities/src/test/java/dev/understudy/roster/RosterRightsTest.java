package dev.understudy.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.presence.ably.AblyRefusedException;
import dev.understudy.refusal.RefusalCode;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.rest.AblyRest;
import io.ably.lib.rest.Auth.TokenParams;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ChannelMode;
import io.ably.lib.types.ChannelOptions;
import io.ably.lib.types.ClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rosters of clients that may not see who else is there: to those each room looks empty. */
class RosterRightsTest {
  private static final String ROOM = "room:42";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BLIND = "{\"*\":[\"publish\",\"presence\"]}";
  private static final String SEEING = "{\"*\":[\"publish\",\"presence\",\"subscribe\"]}";
  private static final String WHY_BLIND =
      "the Ably key or token may not subscribe in room:42: give it the capability \"subscribe\" there";

  private final AblyLocal ably = AblyLocal.builder()
      .addKey("app1.blind:s", BLIND)
      .addKey("app1.all:s", "{\"*\":[\"*\"]}")
      .start();
  private final List<AutoCloseable> toClose = new ArrayList<>();
  private final List<String> story = new CopyOnWriteArrayList<>();

  @BeforeEach
  void aliceIsThere() throws AblyException {
    AblyRealtime alice = withKey("app1.all:s", "alice");
    alice.channels.get(ROOM).presence.enter(null, null);
    await().atMost(PATIENCE).until(() -> alice.channels.get(ROOM).presence.get(true).length == 1);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : toClose) {
      each.close();
    }
    ably.close();
  }

  private AblyRealtime withKey(String key, String clientId) throws AblyException {
    ClientOptions options = ably.clientOptions();
    options.key = key;
    options.clientId = clientId;
    return closing(new AblyRealtime(options));
  }

  private <C extends AutoCloseable> C closing(C each) {
    toClose.add(0, each);
    return each;
  }

  private SessionRoster roster(AblyRealtime client) {
    SessionRoster roster = closing(SessionRoster.of(client, ROOM));
    roster.listen(new RosterListener() {
      @Override
      public void entered(Participant who) {
        story.add("+" + who.clientId());
      }

      @Override
      public void left(Participant who) {
        story.add("-" + who.clientId());
      }
    });
    return roster;
  }

  @Test
  void areUnknownWithTheRemedyToAKeyThatMayNotSubscribe() throws Exception {
    AblyRealtime client = withKey("app1.blind:s", "bob");
    SessionRoster roster = roster(client);

    assertThatThrownBy(() -> roster.awaitKnown(PATIENCE))
        .isInstanceOf(AblyRefusedException.class)
        .hasMessage("who is in room:42 cannot be known: " + WHY_BLIND)
        .extracting(refused -> ((AblyRefusedException) refused).code().orElseThrow())
        .isEqualTo(RefusalCode.ABLY_CAPABILITY_MISSING);
    client.channels.get(ROOM).presence.enter(null, null);
    await().atMost(PATIENCE).until(() -> client.channels.get(ROOM).presence.get(true).length == 1);

    assertThat(roster.now().unknownBecause()).contains(WHY_BLIND);
    assertThat(roster.now().refusal()).contains(RefusalCode.ABLY_CAPABILITY_MISSING);
    assertThat(story).isEmpty();
  }

  @Test
  void areUnknownToAChannelThatDidNotAskForIt() throws Exception {
    AblyRealtime client = withKey("app1.all:s", "bob");
    ChannelOptions options = new ChannelOptions();
    options.modes = new ChannelMode[] {ChannelMode.presence, ChannelMode.publish};
    client.channels.get(ROOM, options);

    SessionRoster roster = roster(client);

    assertThatThrownBy(() -> roster.awaitKnown(PATIENCE))
        .hasMessageEndingWith(
            "the modes asked for in room:42 lack presence_subscribe: attach the channel"
                + " with that mode, or without modes");
    options.modes = new ChannelMode[] {ChannelMode.presence_subscribe};
    client.channels.get(ROOM).setOptions(options);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(roster.now().users()).hasSize(1));
    assertThat(roster.now().isKnown()).isTrue();
  }

  @Test
  void becomeKnownWithATokenThatMayMoreAndUnknownWithOneThatMayLess() throws Exception {
    List<String> capabilities = new CopyOnWriteArrayList<>(List.of(BLIND));
    AblyRest issuer = closing(new AblyRest(optionsOfIssuer()));
    ClientOptions options = ably.clientOptions();
    options.key = null;
    options.clientId = "bob";
    options.authCallback = params -> token(issuer, capabilities.get(capabilities.size() - 1));
    AblyRealtime client = closing(new AblyRealtime(options));
    SessionRoster roster = roster(client);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(roster.now().unknownBecause()).contains(WHY_BLIND));

    capabilities.add(SEEING);
    client.auth.authorize(null, null);
    await().atMost(PATIENCE).until(() -> roster.now().isKnown());
    assertThat(roster.now().of("alice")).hasSize(1);
    assertThat(client.connection.state).isEqualTo(ConnectionState.connected);

    capabilities.add(BLIND);
    client.auth.authorize(null, null);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(roster.now().unknownBecause()).contains(WHY_BLIND));
    assertThat(roster.now().of("alice")).hasSize(1);
    assertThat(story).containsExactly("+alice");
  }

  private ClientOptions optionsOfIssuer() throws AblyException {
    ClientOptions options = ably.clientOptions();
    options.key = "app1.all:s";
    return options;
  }

  private static Object token(AblyRest issuer, String capability) throws AblyException {
    TokenParams wanted = new TokenParams();
    wanted.clientId = "bob";
    wanted.capability = capability;
    return issuer.auth.requestToken(wanted, null);
  }
}
