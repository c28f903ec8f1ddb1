package dev.understudy.bench;

import dev.understudy.batch.BatchProgress;
import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.ResumableBatch;
import dev.understudy.batch.pages.BatchSink;
import dev.understudy.batch.pages.BatchSource;
import dev.understudy.batch.pages.BatchType;
import dev.understudy.batch.pages.Item;
import dev.understudy.batch.pages.Page;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.worker.TaskTypes;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A batch of numbers, as many as its argument says. */
record Counted(BatchSink<Integer> sink) implements TaskTypes, BatchSource<Integer> {
  static final String BATCH = "numbers";

  /** The batch as a task. */
  @WorkflowInterface
  public interface Counting {
    @WorkflowMethod
    BatchProgress count(BatchSpec spec, BatchProgress before);
  }

  public static final class CountingImpl implements Counting {
    @Override
    public BatchProgress count(BatchSpec spec, BatchProgress before) {
      SessionSpec session =
          SessionSpec.on("room-" + Workflow.getInfo().getWorkflowId()).as("counter");
      return AgentSession.attend(session, open -> {
        ResumableBatch batch = ResumableBatch.of(spec, before);
        batch.process(open, now -> Workflow.newContinueAsNewStub(Counting.class).count(spec, now));
        return batch.progress();
      });
    }
  }

  @Override
  public void registerOn(Worker worker) {
    worker.registerWorkflowImplementationTypes(CountingImpl.class);
  }

  @Override
  public List<BatchType<?>> batches() {
    return List.of(new BatchType<>(BATCH, this, sink));
  }

  @Override
  public Page<Integer> page(String argument, Optional<String> cursor, int size) {
    int start = cursor.map(Integer::parseInt).orElse(0);
    int all = Integer.parseInt(argument);
    int end = Math.min(start + size, all);
    List<Item<Integer>> items = IntStream.range(start, end)
        .mapToObj(number -> new Item<>(String.valueOf(number), number))
        .toList();
    return end < all ? Page.of(items, String.valueOf(end)) : Page.last(items);
  }

  @Override
  public Optional<Long> total(String argument) {
    return Optional.of(Long.parseLong(argument));
  }
}
