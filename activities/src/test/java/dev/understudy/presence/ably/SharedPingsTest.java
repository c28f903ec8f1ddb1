package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedPingsTest {
  private final List<CompletableFuture<Void>> sent = new ArrayList<>();
  private final SharedPings pings = new SharedPings(this::ping, Runnable::run);

  private CompletableFuture<Void> ping() {
    CompletableFuture<Void> ping = new CompletableFuture<>();
    sent.add(ping);
    return ping;
  }

  @Test
  void areSentAtOnceIfNoneIsOnItsWay() {
    CompletableFuture<Void> first = pings.next();

    sent.get(0).complete(null);

    assertThat(first).isCompleted();
    assertThat(sent).hasSize(1);
  }

  @Test
  void serveAllWhoHaveComeBeforeTheyAreSent() {
    CompletableFuture<Void> first = pings.next();
    List<CompletableFuture<Void>> others =
        Stream.generate(pings::next).limit(200).toList();

    sent.get(0).complete(null);
    assertThat(first).isCompleted();
    assertThat(others).noneMatch(CompletableFuture::isDone);

    sent.get(1).complete(null);
    assertThat(others).allMatch(CompletableFuture::isDone);
    assertThat(sent).hasSize(2);
  }

  @Test
  void areAskedAnewByWhoHearsOfOne() {
    CompletableFuture<Void> second = pings.next().thenCompose(pong -> pings.next());

    sent.get(0).complete(null);
    assertThat(second).isNotDone();

    sent.get(1).complete(null);
    assertThat(second).isCompleted();
  }

  @Test
  void goOnAfterOneHasFailed() {
    CompletableFuture<Void> first = pings.next();
    CompletableFuture<Void> second = pings.next();

    sent.get(0).completeExceptionally(new IllegalStateException("the connection is lost"));
    sent.get(1).complete(null);

    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompleted();
  }
}
