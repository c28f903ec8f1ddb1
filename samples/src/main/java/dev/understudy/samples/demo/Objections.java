package dev.understudy.samples.demo;

import com.google.errorprone.annotations.FormatMethod;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import java.util.ArrayList;
import java.util.List;

/** Collects what did not hold. Confined to one thread. */
public final class Objections {
  private final List<String> founded = new ArrayList<>();

  /** Objects, in these words, if {@code holds} is false. */
  @FormatMethod
  public Objections unless(boolean holds, String objection, Object... values) {
    if (!holds) {
      founded.add(objection.formatted(values));
    }
    return this;
  }

  /** Objects if the agent was missed, or stayed behind, or was not watched all the time. */
  public Objections unlessAlwaysSeen(ClientVerdict agent, long blindMillis) {
    return unless(
            agent.offlineMillis() == 0,
            "the agent was seen offline for %d ms",
            agent.offlineMillis())
        .unlessWatched(blindMillis)
        .unless(!agent.here(), "the agent was still seen after its task had ended");
  }

  /** Objects if the watcher could not see for a while. */
  public Objections unlessWatched(long blindMillis) {
    return unless(blindMillis == 0, "the watcher itself was cut off for %d ms", blindMillis);
  }

  /** The objections that are founded, in the order in which they were made. */
  public List<String> founded() {
    return List.copyOf(founded);
  }
}
