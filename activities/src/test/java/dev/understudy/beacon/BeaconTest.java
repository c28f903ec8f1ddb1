package dev.understudy.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.presence.ably.RestPresence;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.rest.AblyRest;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.Param;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BeaconTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);

  /** Less than the 15 s for which Ably keeps a member that asks for nothing else. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final String QUEUE = "beacons";
  private static final String CHANNEL = Light.channel(QUEUE);

  private final AblyLocal ably = AblyLocal.builder()
      .key("app1.all:s")
      .addKey("app1.elsewhere:s", "{\"room:*\":[\"*\"]}")
      .addKey("app1.blind:s", "{\"*\":[\"presence\"]}")
      .addKey("app1.mute:s", "{\"*\":[\"subscribe\"]}")
      .start();
  private final List<WorkerRun> open = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();

  /** How often Temporal does not take yet what is said. */
  private final AtomicInteger untold = new AtomicInteger();

  private final List<AutoCloseable> toClose = new ArrayList<>();
  private final Warnings warnings = new Warnings();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : toClose) {
      each.close();
    }
    ably.close();
    warnings.close();
  }

  /** A worker that shows itself and watches, and how often it has asked which leases are open. */
  private final class Keeper implements LeaseDesk, AutoCloseable {
    final WorkerRun run;
    final AtomicInteger looks = new AtomicInteger();
    final Beacon beacon;

    Keeper(String name, String key) {
      run = run(name);
      beacon = Beacon.light(settings(key), HandoffPolicy.DEFAULT, run, this);
      toClose.add(this);
    }

    @Override
    public List<WorkerRun> open() {
      looks.incrementAndGet();
      return open;
    }

    @Override
    public void suspect(WorkerRun suspect, Suspicion why, String by) {
      if (untold.getAndDecrement() > 0) {
        throw new IllegalStateException("Temporal does not answer");
      }
      said.add("%s: %s %s".formatted(by, suspect.worker(), why));
    }

    void awaitLook(int number) {
      await().atMost(LIVELINESS).until(() -> looks.get() >= number);
    }

    @Override
    public void close() {
      beacon.close();
    }
  }

  private static WorkerRun run(String name) {
    return new WorkerRun(QUEUE, name, name + "-1");
  }

  private AblySettings settings(String key) {
    return AblySettings.local(key, ably.host(), ably.port());
  }

  /** They see each other. */
  private List<Keeper> watching(String... names) {
    List<Keeper> keepers =
        Stream.of(names).map(name -> new Keeper(name, ably.key())).toList();
    awaitSeen(names);
    keepers.forEach(keeper -> keeper.awaitLook(1));
    return keepers;
  }

  private void awaitSeen(String... names) {
    await().atMost(LIVELINESS).until(() -> seen().equals(Set.of(names)));
  }

  private Set<String> seen() {
    return Beacons.seen(settings(ably.key()), QUEUE).stream()
        .map(light -> light.run().worker())
        .collect(Collectors.toSet());
  }

  private void awaitSaid(Duration patience, String... sentences) {
    await()
        .atMost(patience)
        .untilAsserted(() -> assertThat(said).containsExactlyInAnyOrder(sentences));
  }

  @Test
  void allOthersSayThatAWorkerIsGoneSoonAfterItsSocketHasClosed() {
    Keeper c = watching("a", "b", "c").get(2);

    c.beacon.abandon();

    awaitSaid(SOON, "a: c BEACON", "b: c BEACON");
  }

  @Test
  void saysAgainWhatTemporalDidNotTake() {
    Keeper b = watching("a", "b").get(1);
    untold.set(2);

    b.beacon.abandon();

    awaitSaid(LIVELINESS, "a: b BEACON");
  }

  @Test
  void nobodySuspectsAWorkerThatSaysGoodbye() {
    List<Keeper> all = watching("a", "b", "c", "d");

    all.get(3).beacon.close();
    assertThat(seen()).containsOnly("a", "b", "c");
    all.get(2).beacon.abandon();

    awaitSaid(LIVELINESS, "a: c BEACON", "b: c BEACON");
  }

  @Test
  void whoStartsFindsWhoIsGone() {
    open.addAll(List.of(run("a"), run("gone")));

    watching("a");

    awaitSaid(LIVELINESS, "a: gone MISSING");
  }

  @Test
  void nobodyWhoLostSightSaysThatABeaconWentOut() {
    List<Keeper> all = watching("a", "b", "c");
    open.addAll(List.of(run("a"), run("b"), run("gone")));
    all.get(2).beacon.abandon();
    awaitSaid(LIVELINESS, "a: c BEACON", "b: c BEACON");
    said.clear();

    ably.faults().restart();
    all.subList(0, 2).forEach(keeper -> keeper.awaitLook(2));

    awaitSeen("a", "b");
    awaitSaid(LIVELINESS, "a: gone MISSING", "b: gone MISSING");
  }

  @Test
  void entersAnewOnceAblyHasDroppedIt() throws AblyException {
    watching("a", "b");

    ably.faults().connection(connectionOf("b")).expire();

    awaitSaid(LIVELINESS, "a: b BEACON");
    awaitSeen("a", "b");
  }

  private String connectionOf(String name) throws AblyException {
    AblyRest rest = new AblyRest(ably.clientOptions());
    return Stream.of(rest.channels.get(CHANNEL).presence.get(new Param[0]).items())
        .filter(member -> member.clientId.equals(name))
        .findFirst()
        .orElseThrow()
        .connectionId;
  }

  @Test
  void warnsOnceWhereItMayNotBe() {
    Keeper refused = new Keeper("refused", "app1.elsewhere:s");

    warnings.await(
        "attaching understudy:workers:beacons is refused", "capabilit", "some seconds later");
    assertThat(refused.looks).hasValue(0);
    assertThat(warnings.all()).hasSize(1);
  }

  @Test
  void isSeenWhereItMayNotSee() {
    Keeper blind = new Keeper("blind", "app1.blind:s");
    warnings.await("may not subscribe in understudy:workers:beacons", "some seconds later");

    Keeper a = new Keeper("a", ably.key());
    awaitSeen("a", "blind");
    a.awaitLook(1);
    blind.beacon.abandon();

    awaitSaid(LIVELINESS, "a: blind BEACON");
    assertThat(blind.looks).hasValue(0);
  }

  @Test
  void seesWhereItMayNotBeSeen() {
    Keeper mute = new Keeper("mute", "app1.mute:s");
    warnings.await("entering understudy:workers:beacons is refused", "some seconds later");
    mute.awaitLook(1);

    watching("a").get(0).beacon.abandon();

    awaitSaid(LIVELINESS, "mute: a BEACON");
  }

  @Test
  void ignoresWhoIsNoWorker() throws Exception {
    try (AblyRealtime intruder = new AblyRealtime(ably.clientOptions())) {
      Channel channel = intruder.channels.get(CHANNEL);
      channel.presence.enterClient("x", "nonsense");
      channel.presence.enterClient("y", Light.of(run("z"), Instant.EPOCH).toJson());
      await().atMost(LIVELINESS).until(() -> channel.presence.get(true).length == 2);
      Keeper b = watching("a", "b").get(1);

      channel.presence.leaveClient("x", null);
      channel.presence.leaveClient("y", null);
      await()
          .atMost(LIVELINESS)
          .until(() -> RestPresence.members(settings(ably.key()), CHANNEL).size() == 2);
      b.beacon.abandon();

      awaitSaid(LIVELINESS, "a: b BEACON");
      assertThat(warnings.all()).hasSize(2).allMatch(line -> line.contains("is ignored"));
    }
  }
}
