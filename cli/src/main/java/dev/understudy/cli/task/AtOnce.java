package dev.understudy.cli.task;

import dev.understudy.cli.text.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Many requests, several at a time, each waiting for its answer. Thread-safe; closed by its owner. */
final class AtOnce implements AutoCloseable {
  private final ExecutorService threads;

  /** With {@code most} at a time. */
  AtOnce(int most) {
    threads = Executors.newFixedThreadPool(most, AtOnce::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "understudy-requests");
    thread.setDaemon(true);
    return thread;
  }

  /** The answers, in the order of what was asked for. What one of them throws is thrown. */
  <A, B> List<B> map(List<A> all, Function<A, B> request) {
    List<Future<B>> answers = new ArrayList<>();
    all.forEach(one -> answers.add(threads.submit(() -> request.apply(one))));
    List<B> got = new ArrayList<>();
    answers.forEach(answer -> got.add(await(answer)));
    return List.copyOf(got);
  }

  private static <B> B await(Future<B> answer) {
    try {
      return answer.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Fault.failure("interrupted while waiting for answers", "run it again", stopped);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
