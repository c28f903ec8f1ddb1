package dev.understudy.ablylocal.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.Tokens;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** New tokens on an old connection, and the end of tokens. */
class ReauthenticationTest {
  private static final String KEY = "app.key:secret";

  /** Short enough for nobody to be taken for lost meanwhile. */
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), timers);
  private final WireClient watcher = WireClient.connect(realtime, KEY).attach("room");
  private final WireClient client =
      connect(token().of("ada").permitting("{'room':['*'],'a':['*']}")).attach("room");

  @Nested
  class WhenAConnectionPresentsANewToken {

    @Test
    void goesOnAsTheSameConnection() {
      client.enter(0, "room", "ada");

      present(token().of("ada"));

      assertThat(client.received(Action.CONNECTED))
          .extracting(connected -> connected.path("connectionId").asText())
          .containsExactly(client.connectionId(), client.connectionId());
      assertThat(client.isClosed()).isFalse();
      assertThat(watcher.presence()).containsExactly("ENTER ada");
    }

    @Test
    void getsWhatTheNewOnePermits() {
      client.attach("more");
      assertThat(client.lastError(Action.ERROR)).isEqualTo(40160);

      present(token().of("ada").permitting("{'more':['*'],'room':['*']}"));
      client.attach("more");

      assertThat(client.last(Action.ATTACHED).path("channel").asText()).isEqualTo("more");
    }

    @Test
    void losesTheChannelsOfWhichTheNewOnePermitsNothing() {
      client.enter(0, "room", "ada").attach("a");

      present(token().of("ada").permitting("{'a':['subscribe']}"));
      watcher.publish(0, "room", "unheard").publish(1, "a", "heard");

      assertThat(client.received(Action.ERROR)).hasSize(1);
      assertThat(client.last(Action.ERROR).path("channel").asText()).isEqualTo("room");
      assertThat(client.lastError(Action.ERROR)).isEqualTo(40160);
      assertThat(client.messages()).containsExactly("heard");
      assertThat(watcher.presence()).containsExactly("ENTER ada", "LEAVE ada");
    }

    @Test
    void losesAndRegainsTheModesOfAnAttachment() {
      present(token().of("ada").permitting("{'room':['subscribe']}"));
      assertThat(client.publish(0, "room", "x").lastError(Action.NACK)).isEqualTo(40160);

      present(token().of("ada").permitting("{'room':['subscribe','publish']}"));
      client.publish(1, "room", "y");

      assertThat(watcher.messages()).containsExactly("y");
      assertThat(client.received(Action.ATTACHED)).hasSize(1);
    }

    @Test
    void cannotBecomeSomebodyElse() {
      present(token().of("bob"));

      assertThat(client.lastError(Action.ERROR)).isEqualTo(40102);
      assertThat(client.isClosed()).isTrue();
    }

    @Test
    void staysWhomItChoseToBeByATokenForAll() {
      WireClient chosen =
          WireClient.connectBy(token().of("*").signedBy(KEY), realtime, "clientId", "eve");

      present(chosen, token().of("*").signedBy(KEY).text());

      assertThat(chosen
              .last(Action.CONNECTED)
              .path("connectionDetails")
              .path("clientId")
              .asText())
          .isEqualTo("eve");
    }

    @Test
    void endsIfTheNewOneIsNone() {
      present(client, "nonsense");

      assertThat(client.lastError(Action.ERROR)).isEqualTo(40101);
      assertThat(client.isClosed()).isTrue();
    }

    @Test
    void endsIfItPresentsNothing() {
      assertThat(client.says("{'action':17}").lastError(Action.ERROR)).isEqualTo(40101);
    }
  }

  @Nested
  class WhenATokenEnds {

    @Test
    void asksForANewOneHalfAMinuteBefore() {
      timers.advance(LIFE.minusSeconds(30).minusMillis(1));
      assertThat(client.received(Action.AUTH)).isEmpty();

      timers.advance(Duration.ofMillis(1));
      assertThat(client.received(Action.AUTH)).hasSize(1);
      assertThat(client.received(Action.DISCONNECTED)).isEmpty();
    }

    @Test
    void goesOnUntilTheEndOfTheNewOne() {
      timers.advance(LIFE.minusSeconds(15));
      present(token().of("ada"));

      timers.advance(LIFE.minusSeconds(1));
      assertThat(client.received(Action.DISCONNECTED)).isEmpty();
      timers.advance(Duration.ofSeconds(1));
      assertThat(client.received(Action.DISCONNECTED)).hasSize(1);
    }

    @Test
    void dropsTheTransportButKeepsTheConnection() {
      client.enter(0, "room", "ada");
      timers.advance(LIFE);

      WireClient again = WireClient.connectBy(
          token().of("ada").signedBy(KEY), realtime, "resume", client.connectionKey());

      assertThat(client.lastError(Action.DISCONNECTED)).isEqualTo(40142);
      assertThat(client.isClosed()).isTrue();
      assertThat(again.connectionId()).isEqualTo(client.connectionId());
      assertThat(watcher.presence()).containsExactly("ENTER ada");
    }

    @Test
    void doesNotAskWhoNeverHadHalfAMinute() {
      WireClient brief = connect(token().lasting(Duration.ofSeconds(5)));

      timers.advance(Duration.ofSeconds(5));

      assertThat(brief.received(Action.AUTH)).isEmpty();
      assertThat(brief.lastError(Action.DISCONNECTED)).isEqualTo(40142);
    }

    @Test
    void leavesAConnectionThatWentBeforeAlone() {
      client.vanish();
      timers.advance(LIFE.plus(LIFE));

      assertThat(client.received(Action.AUTH)).isEmpty();
      assertThat(client.received(Action.DISCONNECTED)).isEmpty();
    }
  }

  @Test
  void letsNobodyByNameEnterNobody() {
    WireClient nobody = connect(token()).attach("room");

    assertThat(nobody.last(Action.CONNECTED).path("connectionDetails").has("clientId"))
        .isFalse();
    assertThat(nobody
            .says("{'action':14,'channel':'room','presence':[{'action':2}]}")
            .lastError(Action.NACK))
        .isEqualTo(91000);
    assertThat(nobody.enter(1, "room", "ada").lastError(Action.NACK)).isEqualTo(40012);
  }

  private Tokens token() {
    return Tokens.at(timers.now()).lasting(LIFE);
  }

  private WireClient connect(Tokens token) {
    return WireClient.connectBy(token.signedBy(KEY), realtime);
  }

  private void present(Tokens token) {
    present(client, token.signedBy(KEY).text());
  }

  private static void present(WireClient client, String token) {
    client.says("{'action':17,'auth':{'accessToken':'%s'}}".formatted(token));
  }
}
