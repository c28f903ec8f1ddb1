package dev.understudy.step;

import dev.understudy.Internal;
import dev.understudy.output.Rounds;
import dev.understudy.output.Rounds.Round;
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
  private static final WorkflowThreadLocal<Rounds> OF_THIS_THREAD =
      WorkflowThreadLocal.withCachedInitial(() -> Rounds.NONE);

  private static final HeaderField<Rounds> ROUNDS =
      new HeaderField<>("understudy.rounds", Rounds.class);

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
    Rounds around = OF_THIS_THREAD.get();
    OF_THIS_THREAD.set(around.with(nextRound()));
    try {
      return work.apply();
    } finally {
      OF_THIS_THREAD.set(around);
    }
  }

  private Round nextRound() {
    long next = StepClock.ofThisTask().next();
    number = number == 0 ? next : number;
    Round round = new Round(number, next);
    UnheardRounds.ofThisTask().begin(round);
    return round;
  }

  /** It is not filled again: if it was last filled without a step, what stood there goes with the task's next step. */
  @Internal
  public void end() {
    UnheardRounds.ofThisTask().end(number);
  }

  /** What adds to a step's header in whose rounds it is scheduled, if it is in any. */
  static UnaryOperator<Header> ofTheNextStep() {
    Rounds rounds = UnheardRounds.ofThisTask().toldWith(OF_THIS_THREAD.get());
    return rounds.isNone()
        ? UnaryOperator.identity()
        : header -> ROUNDS.with(rounds, header, HeaderConverter.ofThisRun());
  }

  /** In whose rounds the step of {@code header} was scheduled. */
  static Rounds rounds(Header header, DataConverter converter) {
    return ROUNDS.in(header, converter).orElse(Rounds.NONE);
  }

  /** {@code work}, for a new thread, which is in the same rounds as this one. */
  static Runnable inTheSameRounds(Runnable work) {
    Rounds rounds = OF_THIS_THREAD.get();
    return () -> {
      OF_THIS_THREAD.set(rounds);
      work.run();
    };
  }
}
