package dev.understudy.ablylocal.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.Capability;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a connection may do on a channel: what its capability permits of what it asked for. */
class PermissionsTest {
  private static final String KEY = "app.key:secret";
  private static final String LOW = "app.low:secret";
  private static final int PUBLISH = 1 << 17;
  private static final int SUBSCRIBE = 1 << 18;
  private static final int PRESENCE_SUBSCRIBE = 1 << 19;

  private final Realtime realtime = new Realtime(
      List.of(
          ApiKey.parse(KEY),
          ApiKey.parse(LOW)
              .withCapability(
                  Capability.parse("{\"read:*\":[\"subscribe\"],\"write:*\":[\"publish\"]}")
                      .orElseThrow()),
          ApiKey.parse("second.key:secret")),
      new ManualTimers(),
      Limits.STANDARD);
  private final WireClient watcher = WireClient.connect(realtime, KEY);
  private final WireClient client = WireClient.connect(realtime, LOW);

  @Test
  void attachWithTheModesThatAreBothAskedForAndPermitted() {
    client.attach("read:a");
    assertThat(flags()).isEqualTo(SUBSCRIBE | PRESENCE_SUBSCRIBE);

    client.says("{'action':10,'channel':'read:a','flags':%d}".formatted(SUBSCRIBE | PUBLISH));
    assertThat(flags()).isEqualTo(SUBSCRIBE);
  }

  @Test
  void doNotAttachWithoutAny() {
    client.attach("other").says("{'action':10,'channel':'read:a','flags':%d}".formatted(PUBLISH));

    assertThat(client.received(Action.ATTACHED)).isEmpty();
    assertThat(client.received(Action.ERROR))
        .extracting(error -> error.path("channel").asText())
        .containsExactly("other", "read:a");
    assertThat(client.lastError(Action.ERROR)).isEqualTo(40160);
    assertThat(client.isClosed()).isFalse();
  }

  @Test
  void endAnAttachmentThatIsAskedForAnewInVain() {
    client.attach("read:a").says("{'action':10,'channel':'read:a','flags':%d}".formatted(PUBLISH));

    watcher.publish(0, "read:a", "unheard");

    assertThat(client.messages()).isEmpty();
  }

  @Test
  void publishOnlyWhereThatIsPermitted() {
    watcher.attach("read:a").attach("write:a");

    client.publish(0, "write:a", "unattached").publish(1, "read:a", "unattached");
    client.attach("write:a").publish(2, "write:a", "attached");
    client.attach("read:a").publish(3, "read:a", "attached");

    assertThat(watcher.messages()).containsExactly("unattached", "attached");
    assertThat(client.received(Action.NACK))
        .extracting(nack -> nack.path("error").path("code").asInt())
        .containsExactly(40160, 40160);
  }

  @Test
  void getNothingWithoutTheRightToSubscribe() {
    watcher.attach("write:a").enter(0, "write:a", "ada");
    client.attach("write:a");

    watcher.publish(1, "write:a", "x").enter(2, "write:a", "bob");

    assertThat(client.messages()).isEmpty();
    assertThat(client.presence()).isEmpty();
    assertThat(client.received(Action.SYNC)).isEmpty();
  }

  @Test
  void enterOnlyWhereThatIsPermitted() {
    assertThat(client.attach("read:a").enter(0, "read:a", "ada").lastError(Action.NACK))
        .isEqualTo(40160);
  }

  @Test
  void reachNoOtherApp() {
    WireClient elsewhere = WireClient.connect(realtime, "second.key:secret").attach("room");
    watcher.attach("room").enter(0, "room", "ada").publish(1, "room", "x");

    WireClient thief =
        WireClient.connect(realtime, "second.key:secret", "resume", watcher.connectionKey());

    assertThat(elsewhere.messages()).isEmpty();
    assertThat(elsewhere.attach("room").received(Action.SYNC)).isEmpty();
    assertThat(thief.connectionId()).isNotEqualTo(watcher.connectionId());
  }

  private int flags() {
    return client.last(Action.ATTACHED).path("flags").asInt();
  }
}
