package dev.understudy.samples.research;

import dev.understudy.worker.TaskTypes;
import io.temporal.worker.Worker;
import java.time.Duration;

/** Lets every worker do research. */
public final class ResearchTaskTypes implements TaskTypes {
  /** Time for each word, twenty a second, as of a language model. */
  private static final ThinkingTime WRITING = new ThinkingTime(Duration.ofMillis(50));

  private static final ThinkingTime READING = new ThinkingTime(Duration.ofMillis(800));

  @Override
  public void registerOn(Worker worker) {
    worker.registerWorkflowImplementationTypes(ResearchWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new LibraryResearchSteps(new ExtractingAuthor(WRITING), READING));
  }
}
