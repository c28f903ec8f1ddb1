package dev.understudy.output;

import dev.understudy.output.OutputEvent.Part;
import dev.understudy.output.OutputEvent.Said;
import dev.understudy.output.OutputEvent.StepEnd;
import dev.understudy.output.OutputEvent.TaskEnd;
import dev.understudy.presence.LeaveReason;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one agent has put out for one task. Confined to one thread. */
final class TaskFold {
  private final Map<Long, Said> said = new TreeMap<>();
  private final Map<Long, StepFold> steps = new TreeMap<>();
  private final LatestRounds rounds = new LatestRounds();
  private long tenure;
  private @Nullable LeaveReason end;

  TaskFold(long tenure) {
    this.tenure = tenure;
  }

  boolean take(OutputMessage message) {
    if (message.tenure() > tenure) {
      tenure = message.tenure();
      end = null;
      steps.values().forEach(StepFold::cut);
    }
    return message.tenure() == tenure && end == null && take(message.event());
  }

  private boolean take(OutputEvent event) {
    if (event instanceof Said one) {
      return said.putIfAbsent(one.sequence(), one) == null;
    } else if (event instanceof Part part) {
      return take(part.of(), step -> step.take(part));
    } else if (event instanceof StepEnd stepEnd) {
      return take(stepEnd.of(), step -> step.take(stepEnd));
    } else if (event instanceof TaskEnd taskEnd) {
      end = taskEnd.reason();
      steps.values().forEach(StepFold::cut);
      return true;
    }
    throw new AssertionError(event);
  }

  private boolean take(StepAttempt of, Predicate<StepFold> what) {
    if (rounds.haveReplaced(of.rounds())) {
      return false;
    }
    boolean isNews = rounds.take(of.rounds())
        && steps.values().removeIf(step -> rounds.haveReplaced(step.rounds()));
    return what.test(steps.computeIfAbsent(of.step(), unseen -> new StepFold(of))) || isNews;
  }

  TaskOutput view(String agent, String task) {
    return new FoldedOutput(
        agent,
        task,
        tenure,
        new ArrayList<>(said.values()),
        steps.values().stream().map(StepFold::view).toList(),
        Optional.ofNullable(end));
  }
}
