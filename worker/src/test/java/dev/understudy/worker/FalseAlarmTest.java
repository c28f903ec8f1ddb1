package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.beacon.Beacons;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.RestartableTemporal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What lasts for less than a lease moves nothing of a worker that lives: neither its agent nor its step. */
@Timeout(300)
class FalseAlarmTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final AblyLocal ably = AblyLocal.start();
  private final PresenceLog seen = new PresenceLog(ably, "room:42");

  @AfterEach
  void stop() {
    seen.close();
    ably.close();
  }

  /** Stands still for that long, which nobody has to tell of. */
  private static void pass(Duration time) {
    await().pollDelay(time).atMost(time.plus(LIVELINESS)).until(() -> true);
  }

  private void awaitBeacons(String... names) {
    AblySettings settings = AblySettings.local(ably.key(), ably.host(), ably.port());
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(Beacons.seen(settings, WorkerForTests.QUEUE))
            .extracting(light -> light.run().worker())
            .containsExactlyInAnyOrder(names));
  }

  @Test
  void aWorkerThatIsStoppedForFourSeconds() throws Exception {
    try (Guardroom room = new Guardroom(ably)) {
      Watchman a = room.enter("a");
      room.guard("a");
      room.enter("b");
      awaitBeacons("a", "b");

      a.freeze();
      pass(Duration.ofSeconds(4));
      a.thaw();

      room.awaitWord("a");
      room.requireAttempts(1);
    }
  }

  @Test
  void aCollectionOfThreeSeconds() throws Exception {
    try (LongCollection collection = new LongCollection();
        Guardroom room = new Guardroom(ably)) {
      Watchman a = room.enter("a", collection.options());
      room.guard("a");
      room.enter("b");
      awaitBeacons("a", "b");

      LongCollection.Standstill standstill = collection.begin(a.pid());
      pass(Duration.ofSeconds(3));
      assertThat(standstill.lasts()).isTrue();
      standstill.end();

      room.awaitWord("a");
      room.requireAttempts(1);
    }
  }

  @Test
  void aRestartOfAbly() throws Exception {
    try (Guardroom room = new Guardroom(ably)) {
      room.enter("a");
      room.guard("a");
      room.enter("b");
      awaitBeacons("a", "b");

      ably.faults().restart();
      awaitBeacons("a", "b");
      await().atMost(LIVELINESS).until(() -> seen.story().size() > 1); // it has entered again

      room.awaitWord("a");
      room.requireAttempts(1);
      assertThat(seen.story()).noneMatch(sight -> sight.endsWith(" at b"));
    }
  }

  /** The test server would forget all of it. */
  @Test
  void aRestartOfTemporal() throws Exception {
    assumeTrue(RestartableTemporal.isAtHand(), "no binary of Temporal");
    RestartableTemporal temporal = new RestartableTemporal();
    try (temporal;
        Guardroom room = new Guardroom(ably, temporal.target())) {
      room.enter("a");
      room.guard("a");
      room.enter("b");
      awaitBeacons("a", "b");

      temporal.restart();

      room.awaitWord("a");
      room.requireAttempts(1);
    }
  }

  @Test
  void butAWorkerThatIsStoppedForLongerThanItsLeaseIsRelievedOnce() throws Exception {
    try (Guardroom room = new Guardroom(ably)) {
      Watchman a = room.enter("a");
      room.guard("a");
      room.enter("b");
      awaitBeacons("a", "b");

      a.freeze();
      await().atMost(LIVELINESS).until(() -> room.isAllAt("b"));
      Map<String, Integer> relieved = room.attempts();
      a.thaw();

      await().atMost(LIVELINESS).until(() -> room.isHeld("a")); // by a new lease
      room.awaitWord("a");
      room.awaitWord("b");
      assertThat(room.isAllAt("b")).isTrue();
      assertThat(room.attempts()).isEqualTo(relieved);
    }
  }
}
