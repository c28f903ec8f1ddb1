package dev.understudy.step;

import dev.understudy.output.StepAttempt;
import dev.understudy.presence.AgentName;
import dev.understudy.refusal.Refusal;
import io.temporal.activity.Activity;
import java.util.Map;
import java.util.Optional;

/**
 * A step of a task, and what it may do beside its work: show what it does, stream text, and have a number
 * for its side effects. For activity code.
 *
 * <pre>{@code
 * public Notes read(Topic topic) {
 *   AgentStep step = AgentStep.current();
 *   for (Source source : topic.sources()) {
 *     step.status("reading", Map.of("source", source.title()));
 *     model.stream(prompt(source), step.output()::write);
 *     …
 *   }
 * }
 * }</pre>
 *
 * <p>In a step of a task without a session nobody sees a status or reads output, nor of an activity that is
 * not run by a worker of Understudy, as in a test: the same activity serves all of them. Thread-safe.
 */
public final class AgentStep {
  private final StepHost host;
  private final Optional<AgentName> agent;

  private AgentStep(StepHost host, Optional<AgentName> agent) {
    this.host = host;
    this.agent = agent;
  }

  /**
   * The one that runs on this thread. Ask on the activity's own thread, and use the answer on any.
   *
   * @throws IllegalStateException if no activity runs on this thread, as in an item of a batch
   */
  public static AgentStep current() {
    return new AgentStep(
        StepHost.ofThisThread().orElseGet(AgentStep::withoutAHost), Optional.empty());
  }

  private static StepHost withoutAHost() {
    try {
      Activity.getExecutionContext();
      return NoHost.INSTANCE;
    } catch (IllegalStateException none) {
      throw new IllegalStateException(
          "AgentStep.current() is asked for on the thread of a step, and no step runs on this one: pass it"
              + " on from there; in an item of a batch, use attempt.idempotencyKey() in place of a fencing"
              + " token and for a text that is part of the item's effect, and leave statuses to the batch,"
              + " which shows its progress; in a test, run the activity in a TestActivityEnvironment",
          none);
    }
  }

  /**
   * This step under the name of one agent, for a task that has several. Without it, the agent of the session
   * that was opened last counts.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if no agent can be called that
   */
  public AgentStep as(String name) {
    return new AgentStep(host, Optional.of(Refusal.orResult(() -> new AgentName(name))));
  }

  /** Shows what the step does, without detail. See {@link #status(String, Map)}. */
  public void status(String text) {
    status(text, Map.of());
  }

  /**
   * Shows what the step does, to everybody in the session.
   *
   * <p>Costs no event of the task's history. It returns at once and the status follows: within a second
   * if there are many, and then only the newest. It lasts until the task itself, or a step that was
   * scheduled later, shows something else; what a dead attempt still says changes nothing. Steps that run
   * side by side should each have an agent of their own.
   *
   * @param text not blank
   * @param detail values that JSON can hold; with the text at most 1 KiB
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is larger or not JSON, or if the
   *     task had no session of this agent when it scheduled the step
   */
  public void status(String text, Map<String, ?> detail) {
    Refusal.unlessBlank(text, "a status");
    Refusal.unlessNull(detail, "the detail of a status");
    Refusal.orResult(() -> {
      host.show(agent, text, detail);
      return this;
    });
  }

  /**
   * Where the step streams text to everybody in the session; the same whenever it asks.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if the task had no session of this agent
   *     when it scheduled the step
   */
  public AgentOutput output() {
    return Refusal.orResult(() -> host.output(agent));
  }

  /**
   * A number for the side effects of this attempt at the step that never goes backwards for its task: each
   * later attempt at the step has a higher one, and so has each step that the task begins after this one has
   * ended, across continue-as-new and resets, of the workflow or of the step, too. Of steps that run side by
   * side each attempt has its own, the one that was scheduled later the higher. An outside system that remembers
   * the highest number it has seen, and refuses a lower one, is safe from what a dead attempt still does. See
   * {@code docs/side-effects.md}.
   *
   * <p>It is made of the epoch milliseconds at which the attempt was scheduled: fits in a signed 64-bit integer
   * until the year 2109, but not in a JavaScript number. A local activity that begins again on another worker
   * may have the token that it had on the first: take an activity for what has to be fenced.
   *
   * @throws IllegalStateException if the activity is not run, or was not scheduled, by a worker of
   *     Understudy: a made-up token would protect nothing
   */
  public long fencingToken() {
    return FencingToken.of(host.attempt()
        .orElseThrow(() -> new IllegalStateException(
            "a fencing token needs a worker of Understudy that runs this activity, and one that runs the task,"
                + " which numbers its steps: run both on an UnderstudyWorker")));
  }

  /** An activity that somebody else runs. */
  private static final class NoHost extends StepHost {
    static final NoHost INSTANCE = new NoHost();

    @Override
    protected Optional<StepAttempt> attempt() {
      return Optional.empty();
    }

    @Override
    protected void show(Optional<AgentName> agent, String text, Map<String, ?> detail) {}

    @Override
    protected AgentOutput output(Optional<AgentName> agent) {
      return part -> {};
    }
  }
}
