package dev.understudy.samples.stage;

import dev.understudy.cli.text.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for things to come true, and gives up in time. Thread-safe. */
public final class Patience {
  /** How long is waited where nothing else is said. */
  private static final Duration USUAL = Duration.ofSeconds(90);

  /** What no process tells of, such as a file that grows, is looked at this often. */
  private static final long LOOK_MILLIS = 50;

  private final Semaphore news;
  private final Runnable check;

  private Patience(Semaphore news, Runnable check) {
    this.news = news;
    this.check = check;
  }

  /**
   * Waits as long as all is well.
   *
   * @param check throws if waiting has become useless
   */
  public Patience(Runnable check) {
    this(new Semaphore(0), check);
  }

  /** A patience that ends as well as soon as {@code another} check throws. */
  public Patience whilst(Runnable another) {
    return new Patience(news, () -> {
      check.run();
      another.run();
    });
  }

  /** Something has happened: look again now. */
  void wakeUp() {
    news.release();
  }

  /**
   * Waits until the claim is true.
   *
   * @param what is awaited, to be named if it does not come
   * @throws Fault if it did not come in time
   */
  public void until(String what, BooleanSupplier claim) {
    until(what, USUAL, claim);
  }

  /** Waits until the claim is true, for no longer than {@code atMost}. */
  public void until(String what, Duration atMost, BooleanSupplier claim) {
    await(what, atMost, () -> Optional.of(true).filter(yes -> claim.getAsBoolean()));
  }

  /**
   * The answer, once there is one.
   *
   * @param what is awaited, to be named if it does not come
   * @throws Fault if it did not come in time
   */
  public <T> T await(String what, Supplier<Optional<T>> question) {
    return await(what, USUAL, question);
  }

  /** The answer, once there is one, which must be within {@code atMost}. */
  public <T> T await(String what, Duration atMost, Supplier<Optional<T>> question) {
    return within(atMost, question)
        .orElseThrow(() -> Fault.failure(
            "waited " + atMost.toSeconds() + " s in vain for " + what,
            "a busy machine may need another try"));
  }

  /** The answer, once there is one; empty if there is none in time. */
  public <T> Optional<T> within(Duration atMost, Supplier<Optional<T>> question) {
    long deadline = System.nanoTime() + atMost.toNanos();
    Optional<T> answer = question.get();
    while (answer.isEmpty() && System.nanoTime() < deadline) {
      check.run();
      pause();
      answer = question.get();
    }
    return answer;
  }

  /** Lets that much time pass. */
  public void rest(Duration time) {
    within(time, Optional::empty);
  }

  private void pause() {
    try {
      if (news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.failure("interrupted", "start it again");
    }
  }
}
