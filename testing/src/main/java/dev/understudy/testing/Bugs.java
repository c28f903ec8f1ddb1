package dev.understudy.testing;

import dev.understudy.testing.Business.Failing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The bugs of a test's tasks, and which of them the test is about. Thread-safe. */
final class Bugs {
  private final Set<String> expected = ConcurrentHashMap.newKeySet();
  private volatile boolean isTold;

  /** The test is about a task that is held. Returns whether that is news. */
  boolean expect(String task) {
    return expected.add(task);
  }

  void expectNoMore(String task) {
    expected.remove(task);
  }

  boolean isExpected(String task) {
    return expected.contains(task);
  }

  /** Whether the test fails because of one. */
  boolean isAnyTold() {
    return isTold;
  }

  /** Fails the test if one of these cannot go on. */
  void requireNone(List<Business> all) {
    all.stream()
        .flatMap(one -> one.bug().stream())
        .filter(this::isNews)
        .findFirst()
        .ifPresent(bug -> {
          throw error(bug);
        });
  }

  private boolean isNews(Bug bug) {
    return !(bug.isOfCode() && isExpected(bug.task()));
  }

  private AssertionError error(Bug bug) {
    isTold = true;
    return bug.asError();
  }

  /** A time for which a test lets time pass, in which each step may fail so often and no more. */
  final class Passage {
    private final int most;

    /** Confined to the thread that looks. */
    private final Map<Holds.Key, Integer> begun = new HashMap<>();

    private final AtomicReference<@Nullable Bug> found = new AtomicReference<>();

    Passage(int most) {
      this.most = most;
    }

    /** Looks for a bug that keeps one of these from going on; the first counts. Returns whether there is one. */
    boolean look(List<Business> all) {
      all.stream()
          .flatMap(one -> Stream.concat(one.bug().stream().filter(Bugs.this::isNews), endless(one)))
          .findFirst()
          .ifPresent(bug -> found.compareAndSet(null, bug));
      return found.get() != null;
    }

    /** Fails the test if a look has found one. */
    void requireNoneFound() {
      Bug bug = found.get();
      if (bug != null) {
        throw error(bug);
      }
    }

    private Stream<Bug> endless(Business one) {
      return one.failing()
          .filter(step -> attempts(step) >= most)
          .map(step ->
              Bug.ofStep(step.activity().workflowId(), step.type(), attempts(step), step.last()));
    }

    /** Since it began. */
    private int attempts(Failing step) {
      return step.attempts() - begun.computeIfAbsent(step.activity(), seen -> step.attempts());
    }
  }
}
