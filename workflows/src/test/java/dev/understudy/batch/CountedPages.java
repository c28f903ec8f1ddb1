package dev.understudy.batch;

import io.temporal.failure.ApplicationFailure;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullMarked;

/**
 * A source of numbered items whose every hundredth is poison, processed by nobody: gives the outcomes
 * that a worker would. Thread-safe.
 */
@NullMarked
final class CountedPages implements BatchActivities {
  private final int items;
  private final AtomicInteger activities = new AtomicInteger();
  volatile UnaryOperator<String> cursors = UnaryOperator.identity();
  volatile boolean isSplittingPages;
  volatile int failingAt = Integer.MAX_VALUE;
  volatile Semaphore permits = new Semaphore(Integer.MAX_VALUE);

  CountedPages(int items) {
    this.items = items;
  }

  int activities() {
    return activities.get();
  }

  @Override
  public PageOutcome process(PageOrder order) {
    permits.acquireUninterruptibly();
    activities.incrementAndGet();
    int start = order.cursor().map(Integer::parseInt).orElse(0);
    int size = Math.min(order.spec().paging().size(), items - start);
    if (start >= failingAt) {
      throw ApplicationFailure.newNonRetryableFailure("no more", STUCK);
    }
    boolean isFinished = !isSplittingPages || !order.notes().page().isUnread();
    int end = start + size;
    return new PageOutcome(
        notes(start, isFinished ? size : size / 2, size),
        isFinished,
        end >= items ? Optional.empty() : Optional.of(cursors.apply(String.valueOf(end))),
        new PageOutcome.Work(1, start == 0 ? Optional.of((long) items) : Optional.empty()));
  }

  private static PageNotes notes(int start, int settled, int size) {
    BitSet done = new BitSet();
    BitSet aside = new BitSet();
    for (int item = 0; item < settled; item++) {
      ((start + item) % 100 == 99 ? aside : done).set(item);
    }
    List<SetAsideItem> first = aside.stream()
        .mapToObj(item -> new SetAsideItem("item " + (start + item), "poison"))
        .toList();
    return new PageNotes(
        new PageNotes.Identity(size, 1, 0),
        new PageNotes.Settled(ItemPositions.of(done), ItemPositions.of(aside), first),
        PageNotes.Trouble.NONE,
        PageNotes.Last.NONE);
  }
}
