package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.batch.PageNotes;
import dev.understudy.batch.PageNotes.Identity;
import dev.understudy.batch.SetAsideItem;
import dev.understudy.batch.pages.PageLedger.Next;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of failures against a model of the world: attempts that die at any moment, before or
 * after an item took effect, with notes that are as old as a throttled heartbeat may be; items that
 * fail now and then, always, or kill their worker; stints; and zombies, which go on beside the next
 * attempt. Whatever happens, each item has exactly one effect or is set aside, and only one that failed
 * often enough, or was at work in enough attempts that died, is.
 */
@NullMarked
class PageSchedulesTest {
  private static final int SCHEDULES = 120_000;
  private static final long SEED = 20_261_124;
  private static final int ITEM_ATTEMPTS = 3;
  /** No schedule may need more: a page that gets nowhere would be an endless retry. */
  private static final int MOST_ATTEMPTS = 400;

  private enum Kind {
    GOOD,
    FLAKY,
    POISON,
    KILLER
  }

  /** A page, a worker, a sink, and Temporal between them. */
  private static final class World {
    final Random random;
    final Kind[] kinds;
    final int[] effects;
    final int[] failures;
    final int[] deathsAtWork;
    final boolean[] aside;
    /** Took effect in an attempt that died before that was noted. */
    final boolean[] unnoted;

    final double mortality;
    final Identity page;
    final int parallelism;
    PageNotes notes = PageNotes.NONE;
    int attempt = 1;
    int attempts;

    World(long seed) {
      random = new Random(seed);
      int size = random.nextInt(13);
      kinds = new Kind[size];
      for (int item = 0; item < size; item++) {
        kinds[item] = kind();
      }
      effects = new int[size];
      failures = new int[size];
      deathsAtWork = new int[size];
      aside = new boolean[size];
      unnoted = new boolean[size];
      mortality = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.15;
      page = new Identity(size, 1, 0);
      parallelism = 1 + random.nextInt(5);
      notes = notes.about(page);
    }

    private Kind kind() {
      int dice = random.nextInt(20);
      return dice < 14 ? Kind.GOOD : dice < 17 ? Kind.FLAKY : dice < 19 ? Kind.POISON : Kind.KILLER;
    }

    void run() {
      boolean isFinished = false;
      while (!isFinished) {
        assertThat(++attempts).as("attempts").isLessThan(MOST_ATTEMPTS);
        boolean isCareful = attempt > 1 && !notes.last().isOrderly();
        PageLedger ledger = PageLedger.open(page, notes, ITEM_ATTEMPTS, attempt);
        isFinished = new Worker(this, ledger, isCareful).work();
      }
    }

    void succeed(int item) {
      // The sink is idempotent: a key that is there already stays as it is.
      effects[item] = 1;
    }
  }

  /** One attempt, whose threads are interleaved at random. */
  private static final class Worker {
    private final World world;
    private final PageLedger ledger;
    private final boolean isCareful;
    private final List<Next> atWork = new ArrayList<>();
    private final int stint;
    private int begun;

    Worker(World world, PageLedger ledger, boolean isCareful) {
      this.world = world;
      this.ledger = ledger;
      this.isCareful = isCareful;
      this.stint = world.random.nextInt(3) == 0 ? 1 + world.random.nextInt(6) : Integer.MAX_VALUE;
    }

    /** Whether the page is finished by it. */
    boolean work() {
      while (true) {
        boolean mayBegin = begun < stint && atWork.size() < world.parallelism;
        if (mayBegin && (atWork.isEmpty() || world.random.nextBoolean())) {
          Next next = ledger.next();
          if (next instanceof Next.Finish) {
            return endOrderly();
          }
          if (!(next instanceof Next.Wait)) {
            begin(next);
            continue;
          }
        }
        if (atWork.isEmpty()) {
          return endOrderly();
        }
        if (!finishOne()) {
          return false;
        }
      }
    }

    private void begin(Next next) {
      begun++;
      atWork.add(next);
      note();
    }

    /** A careful worker's note always arrives; another's does now and then. */
    private void note() {
      if (isCareful || begun == 1 || world.random.nextInt(4) == 0) {
        world.notes = ledger.notes();
      }
    }

    private boolean endOrderly() {
      world.notes = ledger.lastNotes();
      if (ledger.isFinished()) {
        return true;
      }
      if (world.random.nextBoolean()) {
        world.notes = world.notes.handedOn();
        world.attempt = 1;
      } else {
        world.attempt++;
      }
      return false;
    }

    /** Whether the worker is still alive after that. */
    private boolean finishOne() {
      Next next = atWork.get(world.random.nextInt(atWork.size()));
      if (next instanceof Next.Condemn condemn) {
        return condemn(condemn.item(), next);
      }
      int item = ((Next.Begin) next).item();
      if (world.kinds[item] == Kind.KILLER || strikes()) {
        return die(item);
      }
      if (isFailing(item)) {
        return fail(item, next);
      }
      world.succeed(item);
      if (strikes()) {
        return die(item);
      }
      ledger.succeeded(item);
      atWork.remove(next);
      return true;
    }

    private boolean isFailing(int item) {
      return world.kinds[item] == Kind.POISON
          || (world.kinds[item] == Kind.FLAKY && world.random.nextInt(3) == 0);
    }

    private boolean fail(int item, Next next) {
      world.failures[item]++;
      if (ledger.isLastTry(item)) {
        return condemn(item, next);
      }
      ledger.failed(item);
      atWork.remove(next);
      return true;
    }

    private boolean condemn(int item, Next next) {
      world.aside[item] = true;
      if (strikes()) {
        return die(item);
      }
      ledger.setAside(item, new SetAsideItem("item " + item, "poison"));
      atWork.remove(next);
      return true;
    }

    private boolean strikes() {
      return world.random.nextDouble() < world.mortality;
    }

    private boolean die(int item) {
      // One that was noted as at work and has ended since is suspected, too.
      BitSet suspects = world.notes.last().atWork().set();
      atWork.forEach(next -> suspects.set(itemOf(next)));
      suspects.stream().forEach(suspect -> world.deathsAtWork[suspect]++);
      actAsZombie(item);
      for (int one = 0; one < world.effects.length; one++) {
        world.unnoted[one] |=
            world.effects[one] == 1 && !world.notes.settled().done().set().get(one);
      }
      world.attempt++;
      return false;
    }

    /** What is dead for Temporal may go on for a while: effects, late and once more, but no notes. */
    private void actAsZombie(int dead) {
      for (Next next : atWork) {
        int item = itemOf(next);
        boolean canSucceed = world.kinds[item] == Kind.GOOD || world.kinds[item] == Kind.FLAKY;
        if (item != dead && canSucceed && world.random.nextInt(3) == 0) {
          world.succeed(item);
        }
      }
    }

    private static int itemOf(Next next) {
      return next instanceof Next.Begin begin ? begin.item() : ((Next.Condemn) next).item();
    }
  }

  @Test
  void everyItemHasExactlyOneEffectOrIsSetAside() {
    long deaths = 0;
    for (int schedule = 0; schedule < SCHEDULES; schedule++) {
      World world = new World(SEED + schedule);
      world.run();
      deaths += world.attempts - 1;
      check(world, SEED + schedule);
    }
    assertThat(deaths).as("attempts that did not finish").isGreaterThan(SCHEDULES / 2);
  }

  private static void check(World world, long seed) {
    for (int item = 0; item < world.kinds.length; item++) {
      String who = "seed %d, item %d, %s".formatted(seed, item, world.kinds[item]);
      boolean isNotedDone = world.notes.settled().done().set().get(item);
      boolean isNotedAside = world.notes.settled().aside().set().get(item);
      assertThat(isNotedDone ^ isNotedAside).as(who + " settled once").isTrue();
      assertThat(world.effects[item]).as(who + " effects").isEqualTo(expected(world, item));
      if (isNotedAside) {
        assertThat(world.aside[item]).as(who + " told the sink").isTrue();
        assertThat(world.failures[item] + world.deathsAtWork[item])
            .as(who + " tried")
            .isGreaterThanOrEqualTo(ITEM_ATTEMPTS);
      }
    }
  }

  /** What is done has its effect; what is set aside has none, unless its worker died just after it. */
  private static int expected(World world, int item) {
    boolean isDone = world.notes.settled().done().set().get(item);
    return isDone ? 1 : world.unnoted[item] ? world.effects[item] : 0;
  }
}
