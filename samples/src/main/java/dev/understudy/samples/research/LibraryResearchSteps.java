package dev.understudy.samples.research;

import dev.understudy.step.AgentOutput;
import dev.understudy.step.AgentStep;
import io.temporal.failure.ApplicationFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Reads in the library, which it opens when it is first asked. Thread-safe. */
final class LibraryResearchSteps implements ResearchSteps {
  private static final int EXTRACTS = 2;

  private final Author author;
  private final ThinkingTime reading;
  private @Nullable Library library;

  /**
   * Steps that are as slow as that.
   *
   * @param reading for one sentence
   */
  LibraryResearchSteps(Author author, ThinkingTime reading) {
    this.author = author;
    this.reading = reading;
  }

  @Override
  public List<String> plan(String question) {
    List<String> topics = author.plan(question);
    if (topics.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "the question \"%s\" names nothing to read about: ask with a noun".formatted(question),
          NO_TOPIC);
    }
    return topics;
  }

  @Override
  public List<Extract> read(Reading order) {
    List<Extract> extracts = library().search(order.topic(), order.question(), EXTRACTS);
    for (Extract extract : extracts) {
      Map<String, String> detail = new LinkedHashMap<>();
      detail.put("topic", order.topic());
      detail.put("source", extract.source());
      AgentStep.current().as(order.reader()).status("reading", detail);
      patiently(() -> {
        reading.think();
        return extract;
      });
    }
    return extracts;
  }

  @Override
  public String draft(Notes notes) {
    AgentOutput output = AgentStep.current().as(ResearchWorkflowImpl.LEAD).output();
    return patiently(() -> author.draft(notes, output::write));
  }

  /** What may be interrupted, when its worker stops. */
  @FunctionalInterface
  private interface Thought<R> {
    R think() throws InterruptedException;
  }

  private static <R> R patiently(Thought<R> thought) {
    try {
      return thought.think();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancellationException("told to stop");
    }
  }

  private synchronized Library library() {
    if (library == null) {
      library = Library.open();
    }
    return library;
  }
}
