package dev.understudy.step;

import dev.understudy.Internal;
import dev.understudy.output.StepAttempt;
import dev.understudy.presence.AgentName;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whoever runs a step, and does for it what its {@link AgentStep} asks: a worker, or a test without one.
 * Subclasses are thread-safe.
 */
@Internal
public abstract class StepHost {
  private static final ThreadLocal<@Nullable StepHost> OF_THIS_THREAD = new ThreadLocal<>();

  /** The host of the step that runs on this thread; empty if no host runs one here. */
  static Optional<StepHost> ofThisThread() {
    return Optional.ofNullable(OF_THIS_THREAD.get());
  }

  /** Does {@code step} on this thread, which is the step's own meanwhile. */
  public final <T> T during(Supplier<T> step) {
    StepHost outer = OF_THIS_THREAD.get();
    OF_THIS_THREAD.set(this);
    try {
      return step.get();
    } finally {
      OF_THIS_THREAD.set(outer);
    }
  }

  /** Which step of its task it is, and which attempt at that; empty if the task gave it no number. */
  protected abstract Optional<StepAttempt> attempt();

  /**
   * Takes what the step shows, and returns at once.
   *
   * @param agent whose; empty for that of the session that was opened last
   * @throws dev.understudy.refusal.RefusedArgumentException if it is too large or not JSON
   * @throws io.temporal.failure.ApplicationFailure if there is no such agent
   */
  protected abstract void show(Optional<AgentName> agent, String text, Map<String, ?> detail);

  /**
   * Where the step writes; the same for the same agent.
   *
   * @param agent whose; empty for that of the session that was opened last
   * @throws io.temporal.failure.ApplicationFailure if there is no such agent
   */
  protected abstract AgentOutput output(Optional<AgentName> agent);
}
