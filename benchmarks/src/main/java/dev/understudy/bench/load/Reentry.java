package dev.understudy.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How long 1,000 members, on 100 channels and each by a connection of its own, need to be back after the
 * server was restarted with all state lost: from the order to restart until the last has connected, attached
 * and entered. Each comes back as soon as it is cut off, for what is measured is the server and not the
 * patience of a library. At the raw server a client comes back by as many exchanges.
 *
 * <p>Measured by one thread; the clients are confined to the event loop.
 */
final class Reentry {
  private static final int MEMBERS = 1_000;
  private static final int CHANNELS = 100;
  private static final int ROUNDS = 5;

  private final Crowd crowd;
  private final ServerProcess server;
  private final boolean raw;
  private Promise<Void> back = Promise.promise();
  private int missing;
  private boolean over;

  Reentry(Crowd crowd, ServerProcess server, boolean raw) {
    this.crowd = crowd;
    this.server = server;
    this.raw = raw;
  }

  void measure(String name) throws Exception {
    crowd.await(() -> Crowd.each(MEMBERS, 50, this::enter));
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.printf(
          Locale.ROOT,
          "%-10s round %d: %,d members back in %.2f s%s%n",
          name,
          round,
          MEMBERS,
          restart(),
          raw ? "" : ", %,d in the sets".formatted(members()));
    }
    crowd.await(() -> {
      over = true;
      return Future.succeededFuture();
    });
  }

  /** Seconds until all are back. */
  private double restart() throws Exception {
    CompletableFuture<Void> allBack = new CompletableFuture<>();
    crowd.await(() -> {
      missing = MEMBERS;
      back = Promise.promise();
      back.future().onComplete(allBack::complete, allBack::completeExceptionally);
      return Future.succeededFuture();
    });
    long begun = System.nanoTime();
    server.restart();
    allBack.get(2, TimeUnit.MINUTES);
    return (System.nanoTime() - begun) / 1e9;
  }

  private Future<Peer> enter(int number) {
    return Peer.join(crowd.client(), place(number), told -> {}, () -> enterAgain(number));
  }

  private void enterAgain(int number) {
    if (!over) {
      enter(number).onSuccess(peer -> countBack()).onFailure(back::tryFail);
    }
  }

  private void countBack() {
    missing--;
    if (missing == 0) {
      back.complete();
    }
  }

  private Place place(int number) {
    String channel = "room-" + number % CHANNELS;
    return raw ? Place.echo(server, channel, number) : Place.member(server, channel, number);
  }

  /** How many the server itself says are there. */
  private int members() throws IOException, InterruptedException {
    int members = 0;
    HttpClient http = HttpClient.newHttpClient();
    for (int channel = 0; channel < CHANNELS; channel++) {
      members += http.send(request(channel), HttpResponse.BodyHandlers.ofString())
              .body()
              .split("\"clientId\"", -1)
              .length
          - 1;
    }
    return members;
  }

  private HttpRequest request(int channel) {
    String key =
        Base64.getEncoder().encodeToString(LoadServer.KEY.getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create(
            "http://127.0.0.1:%d/channels/room-%d/presence".formatted(server.port(), channel)))
        .header("Authorization", "Basic " + key)
        .build();
  }
}
