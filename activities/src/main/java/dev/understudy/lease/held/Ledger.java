package dev.understudy.lease.held;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.ByteString;
import dev.understudy.Internal;
import dev.understudy.lease.LeasePace;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.LedgerPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * What a worker holds, where others can read it after its end: in pages, each of them the heartbeat details of an
 * activity of its lease. A page is written as a whole, when something on it has changed, and at most once in a moment:
 * soon after something new, later when something is only over. Until its activity has come, and while it cannot be
 * written, the page waits. Beside what is held it names the tasks whose steps begin here: a step that is too young to
 * stand in it is found by its task.
 *
 * <p>Thread-safe. Writes run on the scheduler, and end with it.
 */
@Internal
public final class Ledger {
  /** A place in it. Thread-safe. */
  @Internal
  public final class Line {
    private final LedgerEntry entry;
    private final Page page;

    private Line(LedgerEntry entry, Page page) {
      this.entry = entry;
      this.page = page;
    }

    LedgerEntry entry() {
      return entry;
    }

    /** It is over: to fail it once more would hurt nobody, so there is no hurry. Safe to repeat. */
    public void strike() {
      strike(LeasePace.STRIKE_GAP);
    }

    /** Somebody else has it now, and it must not be failed. Safe to repeat. */
    public void strikeSoon() {
      strike(LeasePace.WRITE_GAP);
    }

    private void strike(Duration gap) {
      synchronized (lock) {
        if (page.remove(this)) {
          writeWithin(page, gap);
        }
      }
    }
  }

  /** One that has been of use at that time. */
  private record Note(Line line, long nanos) {}

  /** How a page is written. */
  interface PageCall {
    CompletableFuture<LedgerCall.Answer> write(ByteString taskToken, LedgerPage page);
  }

  /** As many tasks as begin a step here in a few seconds; each is a look for who reaps. */
  static final int MOST_NOTES = 500;

  private final PageCall call;
  private final ScheduledExecutorService scheduler;
  private final IntConsumer pagesWanted;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final List<Page> pages = new ArrayList<>();

  /** The one that has been of no use for the longest time comes first. */
  @GuardedBy("lock")
  private final Map<LedgerEntry, Note> notes = new LinkedHashMap<>();

  /**
   * An empty one.
   *
   * @param pagesWanted is told how many pages it needs, when it needs more; must return at once
   */
  Ledger(PageCall call, ScheduledExecutorService scheduler, IntConsumer pagesWanted) {
    this.call = call;
    this.scheduler = scheduler;
    this.pagesWanted = pagesWanted;
    pages.add(new Page());
  }

  /** One that nobody reads, of a worker without a lease. */
  public static Ledger unread(ScheduledExecutorService scheduler) {
    return new Ledger(
        (token, page) -> CompletableFuture.completedFuture(LedgerCall.Answer.GONE),
        scheduler,
        pages -> {});
  }

  /** Puts something in that is held from now on. */
  public Line add(LedgerEntry entry) {
    synchronized (lock) {
      Page page = pageWithRoom();
      Line line = new Line(entry, page);
      page.add(line);
      writeWithin(page, page.rest(System.nanoTime(), LeasePace.SOON));
      return line;
    }
  }

  /**
   * Has something stand in it for a while that may be of use to those who reap. What stands there already costs
   * nothing.
   */
  public void note(LedgerEntry entry) {
    synchronized (lock) {
      long now = System.nanoTime();
      Note known = notes.remove(entry);
      notes.put(entry, new Note(known == null ? add(entry) : known.line(), now));
      forgetOldNotes(now);
    }
  }

  /** The next write will show it, and there is no hurry. What is entrusted must not be taken for lost meanwhile. */
  @GuardedBy("lock")
  private void forgetOldNotes(long now) {
    int surplus = notes.size() - MOST_NOTES;
    Iterator<Note> oldestFirst = notes.values().iterator();
    while (oldestFirst.hasNext()) {
      Note oldest = oldestFirst.next();
      boolean isOld = now - oldest.nanos() > LeasePace.NAMED.toNanos();
      if (!isOld && surplus <= 0) {
        return;
      }
      if (isOld || oldest.line().entry().kind() != LedgerEntry.Kind.ENTRUSTED) {
        oldestFirst.remove();
        oldest.line().page.remove(oldest.line());
        surplus--;
      }
    }
  }

  @GuardedBy("lock")
  private Page pageWithRoom() {
    return pages.stream().filter(Page::hasRoom).findFirst().orElseGet(() -> {
      Page page = new Page();
      pages.add(page);
      pagesWanted.accept(pages.size());
      return page;
    });
  }

  /** Whether something stands in it that nobody can read, since the activity for that has not come, or has gone. */
  boolean lacksPages() {
    synchronized (lock) {
      return pages.stream().anyMatch(Page::isHidden);
    }
  }

  /**
   * Waits no longer for activities that have been given out and have not come: what stands on those pages moves to new
   * ones.
   *
   * @return how many pages it has now
   */
  int moveHidden() {
    synchronized (lock) {
      List<Page> hidden = pages.stream().filter(Page::isHidden).toList();
      pages.replaceAll(page -> page.isHidden() ? Page.lost() : page);
      pages.addAll(hidden);
      return pages.size();
    }
  }

  /** How many pages it has. */
  int pages() {
    synchronized (lock) {
      return pages.size();
    }
  }

  /** The activity has come whose heartbeat details page {@code number} is to be, from now on. */
  void open(int number, ByteString taskToken) {
    synchronized (lock) {
      while (pages.size() <= number) {
        pages.add(new Page());
      }
      Page page = pages.get(number);
      page.open(taskToken);
      if (!page.isEmpty()) {
        writeWithin(page, Duration.ZERO);
      }
    }
  }

  /** A write that is due sooner stays; one that is due later makes way. */
  @GuardedBy("lock")
  private void writeWithin(Page page, Duration gap) {
    long due = System.nanoTime() + gap.toNanos();
    if (page.isDueAfter(due)) {
      Future<?> write = scheduler.schedule(() -> write(page), gap.toNanos(), TimeUnit.NANOSECONDS);
      page.await(write, due);
    }
  }

  /** One after the other: an older text must not come last. */
  private void write(Page page) {
    Page.Text text;
    synchronized (lock) {
      text = page.take();
    }
    if (text.isForNobody()) {
      return; // it is written as soon as its activity comes, or the last write has ended
    }
    Future<?> unused = call.write(text.taskToken(), text.content())
        .thenAccept(answer -> onAnswer(page, text, answer));
  }

  private void onAnswer(Page page, Page.Text text, LedgerCall.Answer answer) {
    synchronized (lock) {
      if (answer == LedgerCall.Answer.GONE) {
        page.close(text.taskToken());
      }
      if (page.isToBeWrittenAgain(answer)) {
        writeWithin(page, LeasePace.WRITE_GAP);
      }
    }
  }
}
