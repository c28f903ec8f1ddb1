package dev.understudy.samples.research;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Steps that find one sentence on each topic, and remember what was asked of them. Thread-safe. */
final class ScriptedSteps implements ResearchSteps {
  private final List<String> topics;
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch planned = new CountDownLatch(0);

  ScriptedSteps(String... topics) {
    this.topics = List.of(topics);
  }

  /** Has plans take until the latch that it gives is counted down. */
  CountDownLatch holdPlans() {
    planned = new CountDownLatch(1);
    return planned;
  }

  /** What was asked, each like {@code "read fish"}. */
  List<String> taken() {
    return taken;
  }

  @Override
  public List<String> plan(String question) {
    taken.add("plan");
    try {
      planned.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return topics;
  }

  @Override
  public List<Extract> read(Reading reading) {
    taken.add("read " + reading.topic());
    return List.of(
        new Extract(reading.topic(), "On " + reading.topic() + ".", "Debate", "2001-04-05"));
  }

  @Override
  public String draft(Notes notes) {
    taken.add("draft");
    return String.join(" ", notes.extracts().stream().map(Extract::text).toList());
  }
}
