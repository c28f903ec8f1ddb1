package dev.understudy.bench.load;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Locale;

/**
 * Messages of 100 bytes to 500 subscribers of one channel: how many are delivered a second when no more than
 * ten messages are on their way at a time, and how long after its publication each is delivered when twenty
 * are published a second.
 *
 * <p>Measured by one thread; the clients are confined to the event loop, and tell the time by one clock.
 */
final class FanOut {
  private static final int SUBSCRIBERS = 500;
  private static final int ON_THEIR_WAY = 10;
  private static final int WARM_UP_SECONDS = 10;
  private static final int SECONDS = 15;
  private static final int PER_SECOND = 20;
  private static final String CHANNEL = "fan";
  private static final String SINCE = "since=";

  private final Crowd crowd;
  private final ServerProcess server;
  private final boolean raw;
  private final long[] nanos = new long[SUBSCRIBERS * PER_SECOND * (SECONDS + 1)];
  private int measured;
  private long delivered;
  private int published;
  private boolean flooding;

  FanOut(Crowd crowd, ServerProcess server, boolean raw) {
    this.crowd = crowd;
    this.server = server;
    this.raw = raw;
  }

  void measure(String name) throws Exception {
    crowd.await(() -> Crowd.each(SUBSCRIBERS, 50, this::subscribe));
    Peer publisher =
        crowd.await(() -> Peer.join(crowd.client(), place("publisher"), told -> {}, () -> {}));
    flood(publisher, WARM_UP_SECONDS);
    double perSecond = flood(publisher, SECONDS);
    System.out.printf(
        Locale.ROOT,
        "%-10s %,.0f delivered messages/s to %d subscribers, %,.0f published/s%n",
        name,
        perSecond,
        SUBSCRIBERS,
        perSecond / SUBSCRIBERS);
    report(name, pace(publisher));
  }

  private Future<Peer> subscribe(int number) {
    return Peer.join(crowd.client(), place("subscriber " + number), this::take, () -> {});
  }

  private Place place(String name) {
    return raw ? Place.crowd(server, name) : Place.subscriber(server, CHANNEL);
  }

  private void take(String text) {
    int at = text.indexOf(SINCE);
    if (at < 0) {
      return; // Somebody else came in.
    }
    delivered++;
    if (flooding) {
      return;
    }
    int from = at + SINCE.length();
    long since = Long.parseLong(text, from, text.indexOf(';', from), 10);
    nanos[measured++] = System.nanoTime() - since;
  }

  /** Delivered messages a second. */
  private double flood(Peer publisher, int seconds) throws Exception {
    long before = await(() -> {
      flooding = true;
      return delivered;
    });
    long begun = System.nanoTime();
    long timer = crowd.vertx().setPeriodic(1, tick -> fill(publisher));
    Thread.sleep(seconds * 1000L);
    crowd.vertx().cancelTimer(timer);
    double rate = (await(() -> delivered) - before) / ((System.nanoTime() - begun) / 1e9);
    settle();
    return rate;
  }

  private void fill(Peer publisher) {
    while ((long) published * SUBSCRIBERS - delivered < (long) ON_THEIR_WAY * SUBSCRIBERS) {
      publish(publisher);
    }
  }

  private void publish(Peer publisher) {
    String text = SINCE + System.nanoTime() + ";";
    publisher.say(Place.message(published++, CHANNEL, text + "x".repeat(100 - text.length())));
  }

  /** How long after publication each message was delivered, sorted. */
  private long[] pace(Peer publisher) throws Exception {
    await(() -> {
      flooding = false;
      measured = 0;
      return 0;
    });
    long timer = crowd.vertx().setPeriodic(1000 / PER_SECOND, tick -> publish(publisher));
    Thread.sleep(SECONDS * 1000L);
    crowd.vertx().cancelTimer(timer);
    settle();
    int number = (int) await(() -> measured);
    long[] sorted = Arrays.copyOf(nanos, number);
    Arrays.sort(sorted);
    return sorted;
  }

  private void settle() throws Exception {
    while (await(() -> (long) published * SUBSCRIBERS - delivered) > 0) {
      Thread.sleep(10);
    }
  }

  private static void report(String name, long[] sorted) {
    System.out.printf(
        Locale.ROOT,
        "%-10s %,d deliveries at %d messages/s: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
        name,
        sorted.length,
        PER_SECOND,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6,
        sorted[sorted.length - 1] / 1e6);
  }

  /** Something that only the event loop may look at. */
  private interface Look {
    long at();
  }

  private long await(Look look) throws Exception {
    return crowd.await(() -> Future.succeededFuture(look.at()));
  }
}
