package dev.understudy.output;

import dev.understudy.Internal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Folds the messages of a session into what its agents have put out, without doubles.
 *
 * <p>The idea: what a message tells is placed by numbers that only grow, never by when it arrives. A part
 * belongs to an attempt, and of two attempts at a step the higher one replaces the lower; a part that
 * comes twice changes nothing, and one that comes early waits for those before it. So a reader sees, of
 * each step, the beginning of exactly one attempt's text, whatever is lost, late or repeated. What is done
 * anew as a whole, such as a part of the work that a pause threw away, has {@linkplain Rounds rounds}: the first
 * word of a later round replaces all steps of those before it, however many they were. Once the
 * end of a tenure is known, or a higher one, nothing of that tenure counts any more: what still comes is
 * of a worker that does not know yet. Hence a reader never waits for the dead.
 *
 * <p>Anybody who may publish can put out under its own clientId, so what it holds is bounded: by {@value
 * #MAX_TASKS} tasks, of which it forgets the one that it has known longest. Confined to one thread.
 */
@Internal
public final class OutputFold {
  /** More than a session shows at a time. */
  private static final int MAX_TASKS = 1000;

  /** Ably vouches for clientIds: output under another one is another agent's. */
  private record Source(String agent, String task) {}

  private final Map<Source, TaskFold> tasks = new LinkedHashMap<>();

  /**
   * Takes a message in any order, and as often as it comes.
   *
   * @param agent the clientId under which it was published
   * @return whether it changed what is to be seen
   */
  public boolean take(String agent, OutputMessage message) {
    TaskFold task = tasks.computeIfAbsent(
        new Source(agent, message.task()), source -> new TaskFold(message.tenure()));
    forgetLongestKnown();
    return task.take(message);
  }

  private void forgetLongestKnown() {
    if (tasks.size() > MAX_TASKS) {
      Iterator<Source> longest = tasks.keySet().iterator();
      longest.next();
      longest.remove();
    }
  }

  /** What {@code agent} has put out for {@code task}; empty before the first of it. */
  public Optional<TaskOutput> output(String agent, String task) {
    return Optional.ofNullable(tasks.get(new Source(agent, task)))
        .map(fold -> fold.view(agent, task));
  }

  /** All that is known, in the order in which it became known. */
  public List<TaskOutput> outputs() {
    return tasks.entrySet().stream()
        .map(entry ->
            entry.getValue().view(entry.getKey().agent(), entry.getKey().task()))
        .toList();
  }
}
