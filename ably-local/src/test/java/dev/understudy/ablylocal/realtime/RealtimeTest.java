package dev.understudy.ablylocal.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.link.Refusals.Kind;
import dev.understudy.ablylocal.link.Refusals.Rule;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.ErrorInfo;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The whole protocol with a clock in the test's hand and no sockets. */
class RealtimeTest {
  private static final String KEY = "app.key:secret";

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), timers);
  private final WireClient watcher = connect().attach("room");

  @Nested
  class WhenAClientIsCutOff {
    private final WireClient agent =
        connect("remainPresentFor", "3000").attach("room").enter(0, "room", "ada");

    WhenAClientIsCutOff() {
      agent.vanish();
    }

    @Test
    void keepsItsMembersForAsLongAsItAskedFor() {
      timers.advance(Duration.ofMillis(2999));
      assertThat(watcher.presence()).containsExactly("ENTER ada");

      timers.advance(Duration.ofMillis(1));
      assertThat(watcher.presence()).containsExactly("ENTER ada", "LEAVE ada");
    }

    @Test
    void tellsTheLeaveAsItsOwn() {
      timers.advance(Duration.ofMinutes(1));

      var frame = watcher.last(Action.PRESENCE);
      var leave = frame.path("presence").get(0);
      assertThat(frame.has("id")).isFalse();
      assertThat(leave.path("id").asText()).isNotEmpty().doesNotStartWith(agent.connectionId());
      assertThat(leave.path("connectionId").asText()).isEqualTo(agent.connectionId());
      assertThat(leave.path("data").asText()).isEqualTo("of ada");
    }

    @Test
    void tellsNothingIfItResumesInTime() {
      timers.advance(Duration.ofMillis(2500));
      WireClient again = resume(agent).attach("room");
      timers.advance(Duration.ofMinutes(5));

      assertThat(again.connectionId()).isEqualTo(agent.connectionId());
      assertThat(again.connectionKey()).isNotEqualTo(agent.connectionKey());
      assertThat(watcher.presence()).containsExactly("ENTER ada");
    }

    @Test
    void tellsNothingOfTheEnterThatItsLibraryRepeats() {
      WireClient again = resume(agent).attach("room");

      again.says(repeatedEnter(1, agent.connectionId() + ":0:0"));

      assertThat(again.last(Action.ACK).path("msgSerial").asInt()).isEqualTo(1);
      assertThat(watcher.presence()).containsExactly("ENTER ada");
    }

    @Test
    void takesTheRepeatedEnterAfterTheLeave() {
      timers.advance(Duration.ofSeconds(10));
      WireClient again = resume(agent).attach("room");

      again.says(repeatedEnter(1, agent.connectionId() + ":0:0"));

      assertThat(again.connectionId()).isEqualTo(agent.connectionId());
      assertThat(watcher.presence()).containsExactly("ENTER ada", "LEAVE ada", "ENTER ada");
    }

    @Test
    void replacesAnIdOfAnotherConnectionInARepeatedEnter() {
      WireClient other = connect().attach("room");

      other.says(repeatedEnter(0, agent.connectionId() + ":0:0"));

      assertThat(
              watcher.last(Action.PRESENCE).path("presence").get(0).path("id").asText())
          .isEqualTo(other.connectionId() + ":0:0");
    }

    @Test
    void letsItsMembersLeaveIfItDetachesBeforeItAttachesAgain() {
      WireClient again = resume(agent).says("{'action':12,'channel':'room'}");

      assertThat(again.last(Action.DETACHED).path("channel").asText()).isEqualTo("room");
      assertThat(watcher.presence()).containsExactly("ENTER ada", "LEAVE ada");
    }

    @Test
    void canBeResumedForTwoMinutesAndNoLonger() {
      timers.advance(Duration.ofSeconds(119));
      WireClient inTime = resume(agent);
      inTime.vanish();
      timers.advance(Duration.ofSeconds(121));
      WireClient late = resume(inTime);

      assertThat(inTime.connectionId()).isEqualTo(agent.connectionId());
      assertThat(late.connectionId()).isNotEqualTo(agent.connectionId());
      assertThat(late.lastError(Action.CONNECTED)).isEqualTo(80008);
    }
  }

  @Test
  void leavesNothingToDoWhenAllAreForgotten() {
    watcher.vanish();
    connect().attach("room").enter(0, "room", "ada").vanish();

    timers.advance(Duration.ofMinutes(10));

    assertThat(timers.pending()).isZero();
  }

  @Test
  void resumesByAnOlderKeyOfTheConnectionToo() {
    WireClient first = connect();
    resume(first);

    assertThat(resume(first).connectionId()).isEqualTo(first.connectionId());
  }

  @Test
  void closesTheTransportThatAResumeReplaces() {
    WireClient first = connect("remainPresentFor", "1000").attach("room").enter(0, "room", "ada");
    WireClient second = resume(first);

    first.vanish();
    timers.advance(Duration.ofSeconds(14));

    assertThat(first.isClosed()).isTrue();
    assertThat(first.isSevered()).isFalse();
    assertThat(second.isClosed()).isFalse();
    assertThat(watcher.presence()).containsExactly("ENTER ada");
  }

  @Test
  void doesNotResumeByAKeyThatIsNone() {
    assertThat(connect("resume", "nonsense").lastError(Action.CONNECTED)).isEqualTo(80018);
    assertThat(connect("resume", watcher.connectionId() + "!guess-0").lastError(Action.CONNECTED))
        .isEqualTo(80018);
  }

  @Test
  void endsTheAttachmentOfWhoIsRefusedToAttachAgain() {
    WireClient agent = connect().attach("room").enter(0, "room", "ada");
    realtime
        .refusals()
        .add(new Rule(Kind.ATTACH, "room", new ErrorInfo(50003, 503, "later"), Integer.MAX_VALUE));

    agent.attach("room");
    connect().publish(0, "room", "x");

    assertThat(agent.lastError(Action.ERROR)).isEqualTo(50003);
    assertThat(agent.messages()).isEmpty();
    assertThat(watcher.presence()).containsExactly("ENTER ada", "LEAVE ada");
  }

  @Test
  void letsMembersLeaveAtOnceOnClose() {
    WireClient agent = connect().attach("room").enter(0, "room", "ada");

    agent.says("{'action':7}");

    assertThat(watcher.presence()).containsExactly("ENTER ada", "LEAVE ada");
    assertThat(agent.last(Action.CLOSED).isEmpty()).isFalse();
    assertThat(agent.isClosed()).isTrue();
    assertThat(resume(agent).connectionId()).isNotEqualTo(agent.connectionId());
  }

  @Test
  void letsMembersLeaveAtOnceOnDetach() {
    WireClient agent = connect().attach("room").enter(0, "room", "ada");

    agent.says("{'action':12,'channel':'room'}");

    assertThat(watcher.presence()).containsExactly("ENTER ada", "LEAVE ada");
    assertThat(agent.last(Action.DETACHED).path("channel").asText()).isEqualTo("room");
  }

  @Test
  void takesEachFrameOnceHoweverOftenItIsSent() {
    WireClient publisher = connect().publish(0, "room", "once");
    publisher.vanish();
    WireClient again = resume(publisher).publish(0, "room", "once").publish(1, "room", "then");

    assertThat(watcher.messages()).containsExactly("once", "then");
    assertThat(again.received(Action.ACK)).hasSize(2);
    assertThat(again.received(Action.ACK).get(0).path("res"))
        .isEqualTo(publisher.last(Action.ACK).path("res"));
  }

  @Test
  void acknowledgesWithACountAndASerialThoughItIsZero() {
    var ack = connect().publish(0, "room", "x").last(Action.ACK);

    assertThat(ack.path("msgSerial").isNumber()).isTrue();
    assertThat(ack.path("count").asInt()).isEqualTo(1);
    assertThat(ack.path("res").get(0).path("serials")).hasSize(1);
  }

  private static String repeatedEnter(int msgSerial, String id) {
    return """
        {'action':14,'msgSerial':%d,'channel':'room',
         'presence':[{'id':'%s','action':2,'clientId':'ada','data':'of ada'}]}\
        """.formatted(msgSerial, id);
  }

  private WireClient connect(String... query) {
    return WireClient.connect(realtime, KEY, query);
  }

  private WireClient resume(WireClient before) {
    return connect("resume", before.connectionKey());
  }
}
