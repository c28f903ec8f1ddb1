package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.batch.BatchLife;
import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.PageNotes;
import dev.understudy.batch.PageOrder;
import dev.understudy.batch.PageOutcome;
import dev.understudy.batch.pages.ModelAttempt.End;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;

/**
 * A source, a sink, workers, and Temporal between them, with random failures. Temporal takes one result
 * for each activity, from the attempt that it believes alive; a real server takes heartbeats from that
 * one alone, too, where the embedded one takes those of the dead as well. Confined to one thread.
 */
@NullMarked
final class ModelWorld {
  static final int ITEM_ATTEMPTS = 3;

  /** No activity may need more: a page that gets nowhere would be an endless retry. */
  private static final int MOST_ATTEMPTS = 400;

  /** What an item does to whoever processes it. */
  enum Kind {
    GOOD,
    FLAKY,
    POISON,
    /** Fails in a way that allows no second try. */
    REFUSED,
    KILLER
  }

  /** What happened to one item. */
  static final class Fate {
    final Kind kind;
    boolean hasEffect;
    boolean isAside;
    int failures;
    int deathsAtWork;
    /** Took effect in an attempt that ended before that was noted. */
    boolean isUnnoted;
    /** As the task counts it, once its page is finished. */
    int timesDone;

    int timesSetAside;

    Fate(Kind kind) {
      this.kind = kind;
    }
  }

  final Random random;
  final List<Fate> items;
  final int parallelism;
  private final int pageSize;
  private final double mortality;
  private final boolean isHearingTheDead;
  private final BatchLife task = new BatchLife(BatchSpec.of("letters"));
  private final List<ModelAttempt> zombies = new ArrayList<>();
  private final Set<Optional<String>> finishedPages = new HashSet<>();
  private Optional<PageNotes> details = Optional.empty();
  /** Items of the present page that the newest notes know to have failed for good. */
  private BitSet lost = new BitSet();

  private Optional<String> page = Optional.empty();
  private int activity;
  int attempts;
  int activities;
  int runs = 1;
  int late;

  ModelWorld(long seed) {
    random = new Random(seed);
    items = IntStream.range(0, random.nextInt(25))
        .mapToObj(item -> new Fate(kind()))
        .toList();
    pageSize = 1 + random.nextInt(8);
    parallelism = 1 + random.nextInt(4);
    mortality = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.15;
    isHearingTheDead = random.nextInt(4) == 0;
  }

  private Kind kind() {
    int dice = random.nextInt(20);
    return dice < 14
        ? Kind.GOOD
        : dice < 17 ? Kind.FLAKY : dice < 18 ? Kind.POISON : dice < 19 ? Kind.REFUSED : Kind.KILLER;
  }

  /** Whether something dies just now. */
  boolean strikes() {
    return random.nextDouble() < mortality;
  }

  /** True once in {@code so} times. */
  boolean oneIn(int so) {
    return random.nextInt(so) == 0;
  }

  /** The task from its beginning to its end. */
  BatchLife live() {
    while (!task.progress().isComplete()) {
      PageOutcome outcome = process(task.order());
      task.take(outcome);
      if (outcome.isFinished()) {
        finish(outcome.notes().settled());
      }
      if (strikes()) {
        replay();
      }
      if (oneIn(3)) {
        task.continueAsNew();
        runs++;
      }
    }
    return task;
  }

  private void finish(PageNotes.Settled settled) {
    finishedPages.add(page);
    List<Integer> ofPage = page(page);
    settled.done().set().stream().forEach(at -> items.get(ofPage.get(at)).timesDone++);
    settled.aside().set().stream().forEach(at -> items.get(ofPage.get(at)).timesSetAside++);
  }

  private void replay() {
    var before = task.progress();
    task.replay();
    assertThat(task.progress()).isEqualTo(before);
  }

  /** What Temporal does with an activity: attempts, until the result of one arrives. */
  private PageOutcome process(PageOrder order) {
    assertThat(finishedPages).as("pages that are finished").doesNotContain(order.cursor());
    details = Optional.empty();
    if (!page.equals(order.cursor())) {
      lost.clear();
    }
    page = order.cursor();
    activity++;
    activities++;
    for (int attempt = 1; ; attempt++) {
      assertThat(attempt).as("attempts at an activity").isLessThan(MOST_ATTEMPTS);
      attempts++;
      ModelAttempt alive =
          new ModelAttempt(this, order, details.orElse(order.notes()), attempt, activity);
      if (run(alive) == End.RESULT && !strikes()) {
        lost = alive.lost();
        return alive.outcome();
      }
      alive.end();
      if (oneIn(3)) {
        zombies.add(alive); // it does not know yet
      }
    }
  }

  private End run(ModelAttempt alive) {
    while (true) {
      if (!zombies.isEmpty() && oneIn(4)) {
        haunt();
      }
      Optional<End> end = alive.step();
      if (end.isPresent()) {
        return end.get();
      }
    }
  }

  /** One of the dead does one thing more; its result, if it comes to one, is taken by nobody. */
  private void haunt() {
    ModelAttempt zombie = zombies.get(random.nextInt(zombies.size()));
    late++;
    if (zombie.step().isPresent() || oneIn(6)) {
      zombies.remove(zombie);
    }
  }

  /** Items of the page that begins at a cursor. */
  List<Integer> page(Optional<String> cursor) {
    int start = cursor.map(Integer::parseInt).orElse(0);
    return IntStream.range(start, Math.min(start + pageSize, items.size()))
        .boxed()
        .toList();
  }

  /** The cursor after that. The last page may turn out to be empty. */
  Optional<String> next(Optional<String> cursor) {
    int next = cursor.map(Integer::parseInt).orElse(0) + pageSize;
    return next > items.size() ? Optional.empty() : Optional.of(String.valueOf(next));
  }

  /** Temporal gets notes from an attempt. Returns whether it takes them. */
  boolean note(ModelAttempt from, PageNotes notes) {
    boolean isHeard = from.activity == activity && (!from.isOver() || isHearingTheDead);
    if (isHeard) {
      details.ifPresent(before -> forget(before, notes));
      details = Optional.of(notes);
      lost = from.lost();
    }
    return isHeard;
  }

  /** Items that no attempt that heeds the notes may process again. */
  BitSet lost() {
    return (BitSet) lost.clone();
  }

  /** What late notes do not know of is done again. */
  private void forget(PageNotes before, PageNotes after) {
    var redone = before.settled().done().set();
    redone.andNot(after.settled().done().set());
    List<Integer> ofPage = page(page);
    redone.stream().forEach(position -> items.get(ofPage.get(position)).isUnnoted = true);
  }

  /** Whether an item of the page of {@code attempt} is noted as done. */
  boolean isNotedDone(ModelAttempt attempt, int position) {
    return attempt.activity == activity
        && details.map(notes -> notes.settled().done().set().get(position)).orElse(false);
  }
}
