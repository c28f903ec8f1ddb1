package dev.understudy.step;

import dev.understudy.Internal;
import dev.understudy.output.Turns;
import dev.understudy.output.Turns.Turn;
import dev.understudy.refusal.Refusal;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.Header;
import io.temporal.workflow.Functions;
import io.temporal.workflow.WorkflowThreadLocal;
import java.util.function.UnaryOperator;

/**
 * A place in what the steps of a task put out, for work that may be done in more than one way, of which readers
 * shall see the last: what steps stream there replaces what was streamed there before. For workflow code only;
 * confined to the workflow's threads.
 *
 * <pre>{@code
 * OutputPlace draft = new OutputPlace();
 * try {
 *   return draft.fill(() -> steps.draft("the large model"));
 * } catch (ActivityFailure failedForGood) {
 *   return draft.fill(() -> steps.draft("the small model"));
 * }
 * }</pre>
 *
 * <p>Nothing else needs it: attempts at one step replace each other by themselves, and so does what {@link
 * dev.understudy.session.AgentSession#interruptible} does anew after a pause. A place may lie within another,
 * and be filled by steps that run side by side.
 */
public final class OutputPlace {
  private static final WorkflowThreadLocal<Turns> OF_THIS_THREAD =
      WorkflowThreadLocal.withCachedInitial(() -> Turns.NONE);

  private static final HeaderField<Turns> TURNS =
      new HeaderField<>("understudy.turns", Turns.class);

  private long number;

  /** A place that is empty. */
  public OutputPlace() {}

  /**
   * Fills the place anew. What stood there goes when the first of these steps streams something or completes,
   * so if they run no step it stays. Steps of other threads that {@code work} begins, with {@code Async}, belong
   * to the place, too, but not those that a callback of a promise begins.
   *
   * @param work calls activities; may fail, and what it has put out by then stands
   * @return what {@code work} returns
   */
  public <R> R fill(Functions.Func<R> work) {
    Refusal.unlessNull(work, "the work of a place");
    Turns around = OF_THIS_THREAD.get();
    OF_THIS_THREAD.set(around.with(nextTurn()));
    try {
      return work.apply();
    } finally {
      OF_THIS_THREAD.set(around);
    }
  }

  private Turn nextTurn() {
    long next = StepClock.ofThisTask().next();
    number = number == 0 ? next : number;
    Turn turn = new Turn(number, next);
    UnheardTurns.ofThisTask().begin(turn);
    return turn;
  }

  /** It is not filled again: if it was last filled without a step, what stood there goes with the task's next step. */
  @Internal
  public void end() {
    UnheardTurns.ofThisTask().end(number);
  }

  /** What adds to a step's header in whose turns it is scheduled, if it is in any. */
  static UnaryOperator<Header> ofTheNextStep() {
    Turns turns = UnheardTurns.ofThisTask().toldWith(OF_THIS_THREAD.get());
    return turns.isNone()
        ? UnaryOperator.identity()
        : header -> TURNS.with(turns, header, HeaderConverter.ofThisRun());
  }

  /** In whose turns the step of {@code header} was scheduled. */
  static Turns turns(Header header, DataConverter converter) {
    return TURNS.in(header, converter).orElse(Turns.NONE);
  }

  /** {@code work}, for a new thread, which is in the same turns as this one. */
  static Runnable inTheSameTurns(Runnable work) {
    Turns turns = OF_THIS_THREAD.get();
    return () -> {
      OF_THIS_THREAD.set(turns);
      work.run();
    };
  }
}
