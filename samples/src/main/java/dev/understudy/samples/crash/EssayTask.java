package dev.understudy.samples.crash;

import dev.understudy.cli.Fault;
import dev.understudy.samples.essay.EssayWorkflow;
import dev.understudy.samples.essay.EssayWorkflow.Commission;
import dev.understudy.samples.essay.EssayWorkflow.Essay;
import dev.understudy.samples.essay.SectionWriter;
import dev.understudy.samples.stage.StagedTask;
import dev.understudy.samples.stage.StagedTask.Attempt;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An essay on stage, as a client of Temporal sees it. Thread-safe. */
final class EssayTask implements AutoCloseable {
  private final StagedTask task;

  private EssayTask(StagedTask task) {
    this.task = task;
  }

  /**
   * Starts it.
   *
   * @throws Fault if the server cannot be reached or refuses
   */
  static EssayTask start(String address, String id, Commission commission) {
    return new EssayTask(StagedTask.start(
        address,
        id,
        (client, options) -> WorkflowClient.start(
            client.newWorkflowStub(EssayWorkflow.class, options)::write, commission)));
  }

  /** The attempt at a section that runs at the moment, if one does. */
  Optional<Attempt> runningStep() {
    return task.runningStep(SectionWriter.ACTIVITY);
  }

  /**
   * Nothing, if it goes on.
   *
   * @throws Fault if it has come to its end unasked
   */
  void requireRunning() {
    task.requireRunning();
  }

  String id() {
    return task.id();
  }

  /** Has it end with the section at hand, and waits for that. */
  Essay wrapUp(Duration atMost) {
    try {
      task.workflow().signal("wrapUp");
      return task.workflow().getResult(atMost.toMillis(), TimeUnit.MILLISECONDS, Essay.class);
    } catch (TimeoutException e) {
      throw Fault.failure(
          "the task did not end within " + atMost.toSeconds() + " s of being told to",
          "a busy machine may need another try",
          e);
    } catch (WorkflowException e) {
      throw StagedTask.failed(e);
    }
  }

  /** Ends it if it has not ended by itself. */
  @Override
  public void close() {
    task.close();
  }
}
