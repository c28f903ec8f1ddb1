package dev.understudy.batch.pages;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.NullMarked;

/** A sink in memory that counts, and does what a test has it do. Thread-safe. */
@NullMarked
final class Shelf implements BatchSink<String> {
  /** What happens to one item. */
  interface Fate {
    void strike(Item<String> item, Attempt attempt) throws Exception;
  }

  final Map<String, String> effects = new ConcurrentHashMap<>();
  final Map<String, String> aside = new ConcurrentHashMap<>();
  final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  final AtomicLong writes = new AtomicLong();
  private final AtomicInteger atOnce = new AtomicInteger();
  volatile Fate fate = (item, attempt) -> {};
  volatile Fate fateOfSettingAside = (item, attempt) -> {};
  volatile boolean isIdempotent = true;
  volatile boolean isCounting;
  volatile LongSupplier count = writes::get;

  @Override
  public void process(Item<String> item, Attempt attempt) throws Exception {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    attempts.merge(item.key(), 1, Integer::sum);
    try {
      fate.strike(item, attempt);
      if (effects.put(attempt.idempotencyKey(), item.value()) == null || !isIdempotent) {
        writes.incrementAndGet();
      }
    } finally {
      atOnce.decrementAndGet();
    }
  }

  @Override
  public void setAside(Item<String> item, Attempt attempt, Exception cause) throws Exception {
    fateOfSettingAside.strike(item, attempt);
    aside.put(item.key(), FailureText.of(cause));
  }

  @Override
  public OptionalLong effects() {
    return isCounting ? OptionalLong.of(count.getAsLong()) : OptionalLong.empty();
  }
}
