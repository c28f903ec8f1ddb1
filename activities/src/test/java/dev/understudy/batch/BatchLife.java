package dev.understudy.batch;

import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.GlobalDataConverter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The decisions of a batch's workflow, as tests of pages take them: one run after the other. */
@NullMarked
public final class BatchLife {
  private final BatchSpec spec;
  private final List<PageOutcome> ofThisRun = new ArrayList<>();
  private BatchState atItsStart = BatchState.START;
  private BatchState state = BatchState.START;

  public BatchLife(BatchSpec spec) {
    this.spec = spec;
  }

  /** What is to be done next. */
  public PageOrder order() {
    return state.order(spec);
  }

  /** Takes what an activity came to. */
  public void take(PageOutcome outcome) {
    ofThisRun.add(outcome);
    state = state.after(outcome, 1);
  }

  /** Forgets everything but what Temporal holds, as when another worker takes the task. */
  public void replay() {
    state = atItsStart;
    for (PageOutcome outcome : ofThisRun) {
      state = state.after(outcome, 1);
    }
  }

  /** Hands its progress to a next run, over the wire. */
  public void continueAsNew() {
    DataConverter wire = GlobalDataConverter.get();
    BatchProgress next = wire.fromPayload(
        wire.toPayload(progress()).orElseThrow(), BatchProgress.class, BatchProgress.class);
    atItsStart = next.state();
    state = atItsStart;
    ofThisRun.clear();
  }

  public BatchProgress progress() {
    return new BatchProgress(state);
  }
}
