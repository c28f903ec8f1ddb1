package dev.understudy.samples.essay;

import dev.understudy.samples.essay.Desk.AttemptStarted;
import dev.understudy.samples.essay.Desk.SectionWritten;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Asks the model for a section and puts it down on the desk. Thread-safe. */
final class DeskSectionWriter implements SectionWriter {
  private final Model model;

  DeskSectionWriter(Model model) {
    this.model = model;
  }

  @Override
  public String write(Section section) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    ActivityInfo info = context.getInfo();
    String task = info.getWorkflowId();
    String worker = context.getWorkflowClient().getOptions().getIdentity();
    Desk desk = desk(section, info);
    try {
      desk.noteStart(new AttemptStarted(
          System.currentTimeMillis(), task, section.number(), info.getAttempt(), worker));
      String text = model.section(section.number());
      return desk.putDown(new SectionWritten(task, section.number(), worker, text))
          .text();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("told to stop writing section " + section.number());
    }
  }

  /** No retry would make a directory appear, so that is said at once. */
  private static Desk desk(Section section, ActivityInfo info) {
    Path directory = Path.of(section.desk());
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "section %d of %s cannot be put down: there is no directory %s that this worker can write to;"
                  .formatted(section.number(), info.getWorkflowId(), directory)
              + " make it on every worker's machine and start the task again",
          NO_DESK);
    }
    return new Desk(directory);
  }
}
