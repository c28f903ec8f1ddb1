package dev.understudy.bench.load;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What 2,000 connections cost that are held, each with one member, ten of them on a channel: processor and
 * heap of the server. First for half a minute in which nothing happens but pings, then for one in which each
 * member is updated every 10 s, which nine others and itself are told. At the raw server each client has one
 * frame a second echoed, about as many as it is told there.
 *
 * <p>Measured by one thread; the clients are confined to the event loop.
 */
final class Held {
  private static final int CONNECTIONS = 2_000;
  private static final int CHANNELS = 200;
  private static final int AT_ONCE = 50;
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final long TICK_MILLIS = 50;

  private final Crowd crowd;
  private final ServerProcess server;
  private final boolean raw;
  private final Map<Integer, Peer> peers = new HashMap<>();
  private int said;
  private int told;

  Held(Crowd crowd, ServerProcess server, boolean raw) {
    this.crowd = crowd;
    this.server = server;
    this.raw = raw;
  }

  void measure(String name) throws Exception {
    long before = server.heap();
    long begun = System.nanoTime();
    crowd.await(() -> Crowd.each(CONNECTIONS, AT_ONCE, this::enter));
    System.out.printf(
        Locale.ROOT,
        "%-10s %,d connections entered in %.1f s%n",
        name,
        CONNECTIONS,
        (System.nanoTime() - begun) / 1e9);
    report(name, "quiet", before, () -> Thread.sleep(PERIOD.toMillis()));
    report(name, "updates", before, this::updates);
  }

  private Future<Peer> enter(int number) {
    Place place = raw
        ? Place.echo(server, channel(number), number)
        : Place.member(server, channel(number), number);
    return Peer.join(crowd.client(), place, text -> told++, () -> {})
        .onSuccess(peer -> peers.put(number, peer));
  }

  /** What is measured. */
  private interface Period {
    void pass() throws Exception;
  }

  private void report(String name, String what, long heapBefore, Period period) throws Exception {
    int toldBefore = told();
    Duration cpu = server.cpu();
    long begun = System.nanoTime();
    period.pass();
    double seconds = (System.nanoTime() - begun) / 1e9;
    double used = server.cpu().minus(cpu).toNanos() / 1e9;
    int frames = told() - toldBefore;
    System.out.printf(
        Locale.ROOT,
        "%-10s %-8s %.0f s: %5.1f %% of one core, %,6.0f frames/s told,"
            + " heap %.1f MiB (%.1f before), %.1f KiB a connection%n",
        name,
        what,
        seconds,
        100 * used / seconds,
        frames / seconds,
        server.heap() / 1048576.0,
        heapBefore / 1048576.0,
        (server.heap() - heapBefore) / 1024.0 / CONNECTIONS);
  }

  private int told() throws Exception {
    return crowd.await(() -> Future.succeededFuture(told));
  }

  /** Each tick, so many say something that all have spoken every ten seconds; at the raw server, every second. */
  private void updates() throws Exception {
    int everySeconds = raw ? 1 : 10;
    int perTick = (int) (CONNECTIONS * TICK_MILLIS / 1000 / everySeconds);
    long timer = crowd.vertx().setPeriodic(TICK_MILLIS, tick -> speak(perTick));
    Thread.sleep(PERIOD.toMillis());
    crowd.vertx().cancelTimer(timer);
  }

  private void speak(int times) {
    for (int spoken = 0; spoken < times; spoken++) {
      int number = said % CONNECTIONS;
      int serial = 1 + said / CONNECTIONS;
      Objects.requireNonNull(peers.get(number))
          .say(Place.presence(4, serial, channel(number), number));
      said++;
    }
  }

  private static String channel(int number) {
    return "room-" + number % CHANNELS;
  }
}
