package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.handoff.TakingPace;
import dev.understudy.presence.ably.ScheduledThreads;
import io.temporal.activity.ActivityInfo;
import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReleaseReason;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplierFuture;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TakingSlotsTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);

  private final ScheduledExecutorService scheduler = new ScheduledThreads("slots", 1);
  private final AtomicBoolean hasRoom = new AtomicBoolean(true);
  private final TakingSlots slots = new TakingSlots(scheduler, hasRoom::get);

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  /** A poll is about to begin. */
  @SuppressWarnings("unchecked")
  private SlotSupplierFuture ask() {
    return slots.reserveSlot(context(SlotReserveContext.class, Map.of()));
  }

  /** A poll has brought something of {@code type}, which holds no thread for long. */
  @SuppressWarnings("unchecked")
  private void take(String type) {
    SlotPermit permit = ask().join();
    ActivityInfo activity = context(ActivityInfo.class, Map.of("getActivityType", type));
    ActivitySlotInfo slot = new ActivitySlotInfo(activity, "worker", "build");
    slots.markSlotUsed(
        context(SlotMarkUsedContext.class, Map.of("getSlotInfo", slot, "getSlotPermit", permit)));
    slots.releaseSlot(context(
        SlotReleaseContext.class,
        Map.of(
            "getSlotInfo", slot,
            "getSlotPermit", permit,
            "getSlotReleaseReason", SlotReleaseReason.taskComplete())));
  }

  /** One that says these things. */
  private static <T> T context(Class<T> type, Map<String, Object> says) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> says.get(method.getName())));
  }

  private void take(String type, int count) {
    for (int one = 0; one < count; one++) {
      take(type);
    }
  }

  @Test
  void areThereAtOnceForAWorkerThatHasTakenFew() {
    take(AttendanceActivities.ATTEND, TakingPace.TAKEN_AT_ONCE / 2);

    assertThat(ask()).isDone();
  }

  @Test
  void comeNoFasterThanAgentsEnter() {
    int count = 2 * TakingPace.TAKEN_AT_ONCE;
    long begun = System.nanoTime();

    take(AttendanceActivities.ATTEND, count + 1);

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isGreaterThanOrEqualTo(TakingPace.gap().multipliedBy(count - TakingPace.TAKEN_AT_ONCE));
  }

  @Test
  void areNotUsedUpByWhatHoldsNoAgent() {
    take("understudy.look", 10 * TakingPace.TAKEN_AT_ONCE);

    assertThat(ask()).isDone();
  }

  @Nested
  class OfAWorkerThatIsFull {
    OfAWorkerThatIsFull() {
      hasRoom.set(false);
    }

    @Test
    void comeOneByOneForWhatElseWaits() {
      long begun = System.nanoTime();
      assertThat(ask()).isDone();
      SlotSupplierFuture second = ask();
      SlotSupplierFuture third = ask();

      await().atMost(LIVELINESS).until(third::isDone);

      assertThat(second).isDone();
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isGreaterThan(TakingPace.FULL.multipliedBy(3).dividedBy(2));
    }

    @Test
    void areGivenBackByWhoWaitsNoLonger() {
      List<SlotSupplierFuture> waiting =
          Stream.generate(this::another).limit(100).toList();

      assertThat(waiting.get(99).abortReservation()).isNull();
    }

    private SlotSupplierFuture another() {
      return ask();
    }
  }
}
