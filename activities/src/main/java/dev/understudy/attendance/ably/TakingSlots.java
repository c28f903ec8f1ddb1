package dev.understudy.attendance.ably;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.Internal;
import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.handoff.TakingPace;
import dev.understudy.presence.ably.LeakyBucket;
import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplier;
import io.temporal.worker.tuning.SlotSupplierFuture;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * When a worker asks Temporal for more that needs Ably. Whoever has taken as many agents as it can enter in a second
 * asks a moment later, and whoever holds as many as it may asks seldom: the others, who ask meanwhile, get the rest.
 * Nothing waits on a thread. Thread-safe.
 */
@Internal
public final class TakingSlots implements SlotSupplier<ActivitySlotInfo> {
  /** Of activities that hold a thread, at the same time; the SDK's default. */
  private static final int AT_ONCE = 200;

  private final SlotSupplier<ActivitySlotInfo> slots = new FixedSizeSlotSupplier<>(AT_ONCE);
  private final ScheduledExecutorService scheduler;
  private final BooleanSupplier hasRoom;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private LeakyBucket taken =
      new LeakyBucket(TakingPace.TAKEN_AT_ONCE, TakingPace.gap(), System.nanoTime());

  @GuardedBy("lock")
  private LeakyBucket askedInVain = new LeakyBucket(1, TakingPace.FULL, System.nanoTime());

  /**
   * Of a worker that has taken nothing yet.
   *
   * @param scheduler wakes who waits
   * @param hasRoom whether it takes one more agent
   */
  public TakingSlots(ScheduledExecutorService scheduler, BooleanSupplier hasRoom) {
    this.scheduler = scheduler;
    this.hasRoom = hasRoom;
  }

  @Override
  public SlotSupplierFuture reserveSlot(SlotReserveContext<ActivitySlotInfo> poll) {
    CompletableFuture<Void> turn = turn();
    return SlotSupplierFuture.fromCompletableFuture(
        turn.thenCompose(now -> slot(poll)), () -> turn.cancel(false));
  }

  private CompletableFuture<Void> turn() {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    long nanos = nanosToNext(System.nanoTime());
    if (nanos == 0) {
      turn.complete(null);
    } else {
      Future<?> unused = scheduler.schedule(() -> turn.complete(null), nanos, TimeUnit.NANOSECONDS);
    }
    return turn;
  }

  private long nanosToNext(long now) {
    synchronized (lock) {
      if (hasRoom.getAsBoolean()) {
        return taken.nanosToNext(now);
      }
      long nanos = askedInVain.nanosToNext(now);
      askedInVain = askedInVain.counted(now);
      return nanos;
    }
  }

  private CompletableFuture<SlotPermit> slot(SlotReserveContext<ActivitySlotInfo> poll) {
    try {
      return slots.reserveSlot(poll);
    } catch (Exception failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  /** The SDK asks for this only where an activity begins without a poll, which no attendance does. */
  @Override
  public Optional<SlotPermit> tryReserveSlot(SlotReserveContext<ActivitySlotInfo> eager) {
    return slots.tryReserveSlot(eager);
  }

  @Override
  public void markSlotUsed(SlotMarkUsedContext<ActivitySlotInfo> begun) {
    slots.markSlotUsed(begun);
    String type = begun.getSlotInfo().getActivityInfo().getActivityType();
    if (type.equals(AttendanceActivities.ATTEND)) {
      synchronized (lock) {
        taken = taken.counted(System.nanoTime());
      }
    }
  }

  @Override
  public void releaseSlot(SlotReleaseContext<ActivitySlotInfo> over) {
    slots.releaseSlot(over);
  }

  @Override
  public Optional<Integer> getMaximumSlots() {
    return slots.getMaximumSlots();
  }
}
