package dev.understudy.lease.held;

import com.google.protobuf.ByteString;
import dev.understudy.lease.LeasePace;
import dev.understudy.lease.LedgerPage;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A page of a ledger, and when it will be written. Guarded by the ledger's lock. */
final class Page {
  /**
   * What is to be written.
   *
   * @param taskToken of the activity whose details the page is; empty if it must not be written now
   */
  record Text(ByteString taskToken, LedgerPage content) {
    boolean isForNobody() {
      return taskToken.isEmpty();
    }
  }

  /** Two may have one token, after an operator has reset an activity. */
  private final Set<Ledger.Line> lines = Collections.newSetFromMap(new IdentityHashMap<>());

  private ByteString taskToken = ByteString.EMPTY;
  private @Nullable Future<?> write;
  private long dueNanos;
  private long writtenNanos = System.nanoTime() - LeasePace.WRITE_GAP.toNanos();
  private boolean isBusy;
  private boolean hasChangedMeanwhile;
  private boolean isLost;

  /** In the place of one whose activity has been lost: it takes nothing, unless that comes after all. */
  static Page lost() {
    Page page = new Page();
    page.isLost = true;
    return page;
  }

  boolean hasRoom() {
    return !isLost && lines.size() < LedgerPage.SIZE;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Whether something stands on it, and it has no activity. */
  boolean isHidden() {
    return !isEmpty() && taskToken.isEmpty();
  }

  void add(Ledger.Line line) {
    lines.add(line);
  }

  boolean remove(Ledger.Line line) {
    return lines.remove(line);
  }

  void open(ByteString token) {
    taskToken = token;
    isLost = false;
  }

  /** That activity is gone; another one may have come meanwhile. */
  void close(ByteString gone) {
    if (taskToken.equals(gone)) {
      taskToken = ByteString.EMPTY;
    }
  }

  /** How long it has to wait if it would like to be written within {@code gap}, and not too often. */
  Duration rest(long nanos, Duration gap) {
    Duration left = LeasePace.WRITE_GAP.minusNanos(nanos - writtenNanos);
    return left.compareTo(gap) > 0 ? left : gap;
  }

  boolean isDueAfter(long nanos) {
    return write == null || dueNanos - nanos > 0;
  }

  /** {@code next} takes the place of the one that was awaited. */
  void await(Future<?> next, long nanos) {
    if (write != null) {
      write.cancel(false);
    }
    write = next;
    dueNanos = nanos;
  }

  /** What is to be written now; what changes after this is for another time. */
  Text take() {
    write = null;
    if (isBusy || taskToken.isEmpty()) {
      hasChangedMeanwhile = true;
      return new Text(ByteString.EMPTY, new LedgerPage(List.of()));
    }
    isBusy = true;
    writtenNanos = System.nanoTime();
    hasChangedMeanwhile = false;
    return new Text(
        taskToken, new LedgerPage(lines.stream().map(Ledger.Line::entry).toList()));
  }

  /** Ends a write. Returns whether another one is owed. */
  boolean isToBeWrittenAgain(LedgerCall.Answer answer) {
    isBusy = false;
    return !taskToken.isEmpty() && (hasChangedMeanwhile || answer == LedgerCall.Answer.NONE);
  }
}
