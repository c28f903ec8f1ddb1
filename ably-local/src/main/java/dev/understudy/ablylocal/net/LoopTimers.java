package dev.understudy.ablylocal.net;

import dev.understudy.ablylocal.time.Timers;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** The system's clock, and the alarms of a Vert.x event loop. */
final class LoopTimers implements Timers {
  private final Vertx vertx;

  LoopTimers(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Alarm after(Duration delay, Runnable task) {
    long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
    return () -> vertx.cancelTimer(id);
  }
}
