package dev.understudy.batch;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.understudy.Internal;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/**
 * What a batch works on, and within which bounds. Immutable. What is out of bounds is refused with an
 * {@link io.temporal.failure.ApplicationFailure}, not retried, of type {@link Refusal#TYPE}.
 *
 * @param batch the name under which workers know its source and its sink
 * @param argument what the source is told; at most 4,096 characters
 * @param paging how the items are taken; as in {@link #of} if it is absent
 * @param limits what is not tried for ever; as in {@link #of} if they are absent
 */
public record BatchSpec(String batch, String argument, Paging paging, Limits limits) {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_ARGUMENT = 4_096;

  /** For JSON alone: begin with {@link BatchSpec#of}. What can be asked for may grow. */
  @Internal
  public BatchSpec {
    Refusal.unlessNull(batch, "the name of a batch");
    Refusal.unlessNull(argument, "the argument of batch " + batch);
    Refusal.unlessHalf(batch, "the name of a batch");
    Refusal.unlessHalf(argument, "the argument of batch " + batch);
    paging = requireNonNullElse(paging, Paging.DEFAULT);
    limits = requireNonNullElse(limits, Limits.DEFAULT);
    Refusal.unless(
        !batch.isBlank() && batch.length() <= LONGEST_NAME,
        RefusalCode.ARGUMENT_BAD_NAME,
        "a batch needs a name of 1 to %d characters but it was '%s'"
            .formatted(LONGEST_NAME, batch));
    Refusal.unless(
        argument.length() <= LONGEST_ARGUMENT,
        RefusalCode.ARGUMENT_TOO_LARGE,
        ("the argument of batch %s must have at most %d characters but had %d: name the data by it, do not"
                + " put them there")
            .formatted(batch, LONGEST_ARGUMENT, argument.length()));
  }

  /**
   * How the items are taken.
   *
   * @param size of a page, in items, from 1 to 10,000
   * @param parallelism how many items are processed at once, from 1 to 1,000; more than the items of a
   *     page makes no difference
   * @param stintMillis after which a page begins no more items and asks the task whether to go on, from
   *     100 ms to an hour: how long a pause may have to wait, beside the items at work
   */
  public record Paging(int size, int parallelism, long stintMillis) {
    private static final Duration SHORTEST_STINT = Duration.ofMillis(100);
    private static final Duration LONGEST_STINT = Duration.ofHours(1);

    static final Paging DEFAULT = new Paging(100, 4, 5_000);

    /** For JSON alone: begin with {@link BatchSpec#of}. What can be asked for may grow. */
    @Internal
    public Paging {
      Refusal.unlessBetween("the page size", 1, 10_000, size);
      Refusal.unlessBetween("the parallelism", 1, 1_000, parallelism);
      Refusal.unlessBetween(
          "the stint in milliseconds",
          SHORTEST_STINT.toMillis(),
          LONGEST_STINT.toMillis(),
          stintMillis);
    }
  }

  /**
   * What is not tried for ever.
   *
   * @param itemAttempts how often an item may fail, or be at work while its worker dies, before it is
   *     set aside, from 1 to 100
   * @param setAside how many items may be set aside before the batch fails, from 0 to a million
   * @param pageAttempts how often in a row a page may be tried in vain, without one more item being
   *     done or set aside, before the batch fails, from 1 to 1,000
   * @param itemMillis how long an attempt at an item may take before it has failed, from 1 ms to a day
   */
  public record Limits(int itemAttempts, int setAside, int pageAttempts, long itemMillis) {
    /** A slow answer of a language model takes a minute. */
    private static final long DEFAULT_ITEM_MILLIS = 300_000;

    private static final Duration SHORTEST_ITEM_TIME = Duration.ofMillis(1);
    private static final Duration LONGEST_ITEM_TIME = Duration.ofDays(1);

    /** With up to 10 s between attempts at a page, an outage of four minutes is sat out. */
    static final Limits DEFAULT = new Limits(3, 100, 30, DEFAULT_ITEM_MILLIS);

    /** For JSON alone: begin with {@link BatchSpec#of}. What can be asked for may grow. */
    @Internal
    public Limits {
      Refusal.unlessBetween(
          "the time for an item in milliseconds",
          SHORTEST_ITEM_TIME.toMillis(),
          LONGEST_ITEM_TIME.toMillis(),
          itemMillis);
      Refusal.unlessBetween("the attempts at an item", 1, 100, itemAttempts);
      Refusal.unlessBetween("the limit of items set aside", 0, 1_000_000, setAside);
      Refusal.unlessBetween("the attempts at a page", 1, 1_000, pageAttempts);
    }

    /** How long an attempt at an item may take. */
    @JsonIgnore
    public Duration itemTime() {
      return Duration.ofMillis(itemMillis);
    }
  }

  /**
   * The batch that workers know as {@code batch}: pages of 100 items, 4 at once, each tried 3 times and
   * for 5 minutes at the most.
   */
  public static BatchSpec of(String batch) {
    return new BatchSpec(batch, "", Paging.DEFAULT, Limits.DEFAULT);
  }

  /** This one, whose source is told {@code argument}. */
  public BatchSpec over(String argument) {
    return new BatchSpec(batch, argument, paging, limits);
  }

  /** This one, in pages of {@code size} items, from 1 to 10,000: a page should be a second's work or more. */
  public BatchSpec inPagesOf(int size) {
    return with(new Paging(size, paging.parallelism, paging.stintMillis));
  }

  /** This one, with {@code items} processed at once, from 1 to 1,000, all on one worker. */
  public BatchSpec inParallel(int items) {
    return with(new Paging(paging.size, items, paging.stintMillis));
  }

  /** This one, which begins no more items within {@code time} of a pause, from 100 ms to an hour. */
  public BatchSpec pausingWithin(Duration time) {
    Duration stint =
        Refusal.unlessBetween("the stint", Paging.SHORTEST_STINT, Paging.LONGEST_STINT, time);
    return with(new Paging(paging.size, paging.parallelism, stint.toMillis()));
  }

  /** This one, which sets an item aside when it has failed {@code times}, from 1 to 100. */
  public BatchSpec tryingItems(int times) {
    return with(new Limits(times, limits.setAside, limits.pageAttempts, limits.itemMillis));
  }

  /** This one, which fails when more than {@code items} are set aside, from 0 to a million. */
  public BatchSpec settingAsideAtMost(int items) {
    return with(new Limits(limits.itemAttempts, items, limits.pageAttempts, limits.itemMillis));
  }

  /** This one, which fails when a page was tried {@code times} in vain, from 1 to 1,000. */
  public BatchSpec tryingPages(int times) {
    return with(new Limits(limits.itemAttempts, limits.setAside, times, limits.itemMillis));
  }

  /**
   * This one, in which an attempt at an item that has not returned after {@code time}, from 1 ms to a
   * day, is interrupted and has failed. Five minutes, unless said otherwise.
   */
  public BatchSpec timingItemsOutAfter(Duration time) {
    return with(
        new Limits(limits.itemAttempts, limits.setAside, limits.pageAttempts, itemMillis(time)));
  }

  private static long itemMillis(Duration time) {
    return Refusal.unlessBetween(
            "the time for an item", Limits.SHORTEST_ITEM_TIME, Limits.LONGEST_ITEM_TIME, time)
        .toMillis();
  }

  /**
   * What tells it from the other batches of its task, whatever its pages and limits: its name, and a digest
   * of its argument if there is one. The idempotency keys of its items begin with the task's id and this.
   */
  @JsonIgnore
  public String keyPrefix() {
    byte[] bytes = argument.getBytes(StandardCharsets.UTF_8);
    return batch + "/" + (argument.isEmpty() ? "" : UUID.nameUUIDFromBytes(bytes) + "/");
  }

  private BatchSpec with(Paging other) {
    return new BatchSpec(batch, argument, other, limits);
  }

  private BatchSpec with(Limits other) {
    return new BatchSpec(batch, argument, paging, other);
  }
}
