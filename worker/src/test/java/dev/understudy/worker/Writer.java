package dev.understudy.worker;

import dev.understudy.step.AgentOutput;
import dev.understudy.step.AgentStep;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Streams what tests read. Thread-safe. */
final class Writer implements Writing {
  final CountDownLatch mayEnd = new CountDownLatch(1);
  final CountDownLatch mayFail = new CountDownLatch(1);
  final AtomicInteger insisted = new AtomicInteger();
  final AtomicInteger calls = new AtomicInteger();
  final List<Long> tokens = new CopyOnWriteArrayList<>();
  final CompletableFuture<Entrusted> entrusted = new CompletableFuture<>();

  /** A step that has returned and is not completed. */
  record Entrusted(String activityId, AgentOutput output) {}

  @Override
  public void stumble() {
    AgentOutput output = AgentStep.current().output();
    int attempt = Activity.getExecutionContext().getInfo().getAttempt();
    for (int word = 1; word <= 4; word++) {
      output.write("%d.%d ".formatted(attempt, word));
      if (attempt == 1 && word == 2) {
        throw new IllegalStateException("once");
      }
    }
  }

  @Override
  public void large() {
    AgentStep.current().output().write("\uD83E\uDD16".repeat(50_001));
  }

  @Override
  public void rush() {
    AgentOutput output = AgentStep.current().output();
    for (int word = 0; word < 1000; word++) {
      output.write(word + " ");
    }
  }

  @Override
  public void begin() {
    AgentStep.current().output().write("half");
    await(mayEnd);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException told) {
      throw new IllegalStateException(told);
    }
  }

  @Override
  public void fail() {
    AgentStep.current().output().write("half");
    throw ApplicationFailure.newNonRetryableFailure("for good", "test");
  }

  @Override
  public void entrust() {
    AgentOutput output = AgentStep.current().output();
    output.write("half");
    Activity.getExecutionContext().doNotCompleteOnReturn();
    entrusted.complete(
        new Entrusted(Activity.getExecutionContext().getInfo().getActivityId(), output));
  }

  @Override
  public void usurp() {
    AgentStep.current().as("mallory").output().write("lies");
  }

  @Override
  public void untilReset() {
    int call = calls.incrementAndGet();
    tokens.add(AgentStep.current().fencingToken());
    AgentStep.current().status("call " + call);
    AgentStep.current().output().write(call + ". ");
    if (call == 1) {
      await(mayFail);
    }
    if (call == 1 || Activity.getExecutionContext().getInfo().getAttempt() > 1) {
      throw new IllegalStateException("not yet");
    }
    begin();
  }

  @Override
  public void keepSilent() {}

  @Override
  public void word(String word) {
    AgentStep.current().output().write(word);
  }

  @Override
  public void insist() {
    int call = insisted.incrementAndGet();
    AgentStep.current().output().write(call + ". ");
    if (call < 3) {
      await(mayEnd);
    }
  }
}
