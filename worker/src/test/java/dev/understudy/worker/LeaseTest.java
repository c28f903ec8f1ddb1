package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.beacon.Beacons;
import dev.understudy.embedded.EmbeddedTemporal;
import dev.understudy.lease.Harvest;
import dev.understudy.lease.LeaseActivities;
import dev.understudy.lease.LeaseEnd;
import dev.understudy.lease.LeaseView;
import dev.understudy.lease.LeaseWorkflow;
import dev.understudy.lease.Reaping;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import dev.understudy.lease.held.LeaseRecord;
import dev.understudy.lease.held.LeaseRecord.Holdings;
import dev.understudy.lease.held.LeaseRecords;
import dev.understudy.lease.held.Leases;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers in processes of their own that notice each other's end. */
@Timeout(300)
class LeaseTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  /** Shorter than a lease's timeout. */
  private static final Duration PAUSE = Duration.ofSeconds(4);

  /** Some servers give all to the worker that asked last, until all its polls have something. */
  private static final int ENOUGH_FOR_TWO = 12;

  private final Server server = Server.start();
  private final WorkflowClient client = server.client();
  private final AblyLocal ably = AblyLocal.start();
  private final PresenceLog seen = new PresenceLog(ably, "room:42");
  private final Leases leases = new Leases(client, WorkerForTests.QUEUE);
  private final List<Watchman> workers = new ArrayList<>();

  /** The embedded Temporal, or the real one at hand. */
  private record Server(String target, WorkflowClient client, AutoCloseable end) {
    static Server start() {
      @Nullable String real = System.getProperty("understudy.temporal");
      if (real != null) {
        TestWorkflowEnvironment environment = TemporalForTests.environment();
        return new Server(real, environment.getWorkflowClient(), environment);
      }
      EmbeddedTemporal embedded = EmbeddedTemporal.start();
      return new Server(embedded.host() + ":" + embedded.port(), embedded.client(), embedded);
    }
  }

  @AfterEach
  void stop() throws Exception {
    workers.forEach(Watchman::close);
    seen.close();
    ably.close();
    server.end().close();
  }

  private Watchman worker(String name) throws IOException {
    Watchman worker = Watchman.start(
        name, server.target(), client.getOptions().getNamespace(), ably.key(), ably.port());
    workers.add(worker);
    await().atMost(LIVELINESS).until(() -> isHeld(name));
    return worker;
  }

  /** Whether its lease has begun and found it, so that its ledger is there. */
  private boolean isHeld(String name) {
    return leases.open().stream()
        .filter(run -> run.worker().equals(name))
        .anyMatch(
            run -> taken(run).containsAll(List.of(LeaseActivities.HOLD, LeaseActivities.PAGE)));
  }

  private List<String> taken(WorkerRun run) {
    return client
        .newUntypedWorkflowStub(run.leaseId())
        .describe()
        .getRawDescription()
        .getPendingActivitiesList()
        .stream()
        .filter(activity -> !activity.getLastWorkerIdentity().isEmpty())
        .map(activity -> activity.getActivityType().getName())
        .toList();
  }

  private WorkerRun run(String name) {
    return leases.open().stream()
        .filter(run -> run.worker().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Its agent and its step are at {@code worker}, and its ledger tells so. */
  private void startTaskAt(Watchman worker, String name) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId("watch-1")
        .build();
    WorkflowClient.start(client.newWorkflowStub(Watchman.Watch.class, options)::keep);
    awaitAt(worker, name, 1);
    await().atMost(LIVELINESS).until(() -> held(name).equals(new Holdings(1, 1, 0)));
  }

  private Holdings held(String name) {
    return new LeaseRecords(client, WorkerForTests.QUEUE)
        .since(Instant.now(), List.of()).stream()
            .filter(lease -> lease.run().worker().equals(name))
            .map(lease -> ((LeaseRecord.Open) lease).holdings())
            .findFirst()
            .orElseThrow();
  }

  private void awaitBeacons(String... names) {
    AblySettings settings = AblySettings.local(ably.key(), ably.host(), ably.port());
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(Beacons.seen(settings, WorkerForTests.QUEUE))
            .extracting(light -> light.run().worker())
            .containsExactlyInAnyOrder(names));
  }

  private void awaitAt(Watchman worker, String name, int attempt) {
    await().atMost(LIVELINESS).until(() -> worker.told().contains("watch " + attempt));
    await()
        .atMost(LIVELINESS)
        .until(() -> seen.story().contains("guard watching (active) at " + name));
  }

  private LeaseView view(WorkerRun run) {
    return client.newUntypedWorkflowStub(run.leaseId()).query(LeaseWorkflow.VIEW, LeaseView.class);
  }

  private LeaseEnd end(WorkerRun run) throws TimeoutException {
    WorkflowStub lease = client.newUntypedWorkflowStub(run.leaseId());
    return lease.getResult(LIVELINESS.toSeconds(), TimeUnit.SECONDS, LeaseEnd.class);
  }

  @Test
  void givesOutWhatAKilledWorkerHeldLongBeforeItsHeartbeatsAreMissed() throws Exception {
    Watchman a = worker("a");
    startTaskAt(a, "a");
    Watchman b = worker("b");
    awaitBeacons("a", "b");
    WorkerRun gone = run("a");

    long killed = System.nanoTime();
    a.kill();
    awaitAt(b, "b", 2);

    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Watchman.HEARTBEAT_TIMEOUT);
    Reaping reaping = end(gone).reaping().orElseThrow();
    assertThat(reaping.alarm().why()).isNotEqualTo(Suspicion.LEASE);
    assertThat(reaping.alarm().by()).isEqualTo("b");
    assertThat(reaping.harvest()).isEqualTo(new Harvest(1, 1, 0, 0));
    await()
        .atMost(LIVELINESS)
        .untilAsserted(
            () -> assertThat(leases.open()).extracting(WorkerRun::worker).containsExactly("b"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 70, 150})
  void givesOutAStepThatWasTooYoungForTheLedger(int ageMillis) throws Exception {
    Watchman a = worker("a");
    startTaskAt(a, "a");
    Watchman b = worker("b");
    awaitBeacons("a", "b");

    client.newWorkflowStub(Watchman.Watch.class, "watch-1").look(ENOUGH_FOR_TWO);
    await()
        .pollInterval(Duration.ofMillis(2))
        .atMost(LIVELINESS)
        .until(() -> !looks(a).isEmpty());
    await().atMost(LIVELINESS).pollDelay(Duration.ofMillis(ageMillis)).until(() -> true);
    a.kill();

    List<String> again =
        looks(a).stream().map(look -> look.replace(", 1", ", 2")).toList();
    await()
        .atMost(Watchman.HEARTBEAT_TIMEOUT.minusSeconds(1)) // which would help as well
        .untilAsserted(() -> assertThat(b.told()).containsAll(again));
  }

  private static List<String> looks(Watchman worker) {
    return worker.told().stream().filter(line -> line.startsWith("look")).toList();
  }

  /** It is suspected, as patiently as may be, and answers; no other suspicion is open then. */
  private void awaitWord(WorkerRun living) {
    long before = view(living).tally().falseAlarms();
    leases.suspect(living, Suspicion.LEASE, "b");
    await()
        .atMost(LIVELINESS)
        .until(
            () -> view(living),
            view -> view.tally().falseAlarms() > before && view.alarm().isEmpty());
  }

  @Test
  void movesNothingOfAWorkerThatLives() throws Exception {
    Watchman a = worker("a");
    startTaskAt(a, "a");
    worker("b");
    WorkerRun living = run("a");

    awaitWord(living);

    a.freeze();
    await().pollDelay(PAUSE).atMost(LIVELINESS).until(() -> true); // so long does it stand still
    a.thaw();
    awaitWord(living);

    assertThat(seen.story()).noneMatch(sight -> sight.endsWith(" at b"));
    assertThat(workers).extracting(Watchman::told).noneMatch(told -> told.contains("watch 2"));
  }

  @Test
  void givesOutWhatAFrozenWorkerHeldByItsLeaseAlone() throws Exception {
    Watchman a = worker("a");
    startTaskAt(a, "a");
    Watchman b = worker("b");
    WorkerRun frozen = run("a");

    a.freeze();
    // Some are given to the polls of the frozen one at first.
    await()
        .atMost(LIVELINESS)
        .until(() -> b.told().stream().anyMatch(line -> line.startsWith("watch")));
    await().atMost(LIVELINESS).until(() -> seen.story().contains("guard watching (active) at b"));
    a.thaw();
    Reaping reaping = end(frozen).reaping().orElseThrow();

    assertThat(reaping.alarm().why()).isEqualTo(Suspicion.LEASE);
    assertThat(reaping.harvest()).isEqualTo(new Harvest(1, 1, 0, 0));
    assertThat(Duration.between(reaping.alarm().noticed(), reaping.reaped()))
        .isLessThan(Watchman.HEARTBEAT_TIMEOUT);
    await().atMost(LIVELINESS).until(() -> isHeld("a")); // by a new lease
  }
}
