package dev.understudy.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.output.OutputEvent.Part;
import dev.understudy.output.OutputEvent.StepEnd;
import dev.understudy.output.OutputEvent.TaskEnd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The fold against a model that looks at all that was delivered, each time anew. */
class OutputFoldPropertiesTest {
  private static final int SCHEDULES = 100_000;
  private static final String AGENT = "writer";

  @Test
  void showsTheBeginningOfExactlyOneAttemptOfWhatStandsAndEndsWhateverIsLostLateOrTwice() {
    for (int seed = 0; seed < SCHEDULES; seed++) {
      check(seed, OutputSchedule.of(seed));
    }
  }

  private static void check(long seed, List<OutputMessage> deliveries) {
    OutputFold fold = new OutputFold();
    List<OutputMessage> counted = new ArrayList<>();
    @Nullable TaskOutput before = null;
    for (OutputMessage message : deliveries) {
      boolean counts = counts(message, counted);
      if (counts) {
        counted.add(message);
      }

      boolean isNews = fold.take(AGENT, message);

      TaskOutput after = fold.output(AGENT, OutputSchedule.TASK).orElseThrow();
      if (!after.equals(model(counted)) || isNews == after.equals(before)) {
        assertThat(after).as("seed %d after %s", seed, message).isEqualTo(model(counted));
        assertThat(isNews)
            .as("news: seed %d, %s", seed, message)
            .isNotEqualTo(after.equals(before));
      }
      before = after;
    }
    assertEnded(seed, deliveries, fold.output(AGENT, OutputSchedule.TASK).orElseThrow());
  }

  private static void assertEnded(long seed, List<OutputMessage> deliveries, TaskOutput last) {
    long highest = deliveries.stream().mapToLong(OutputMessage::tenure).max().orElseThrow();
    boolean isToldOfTheEnd = deliveries.stream()
        .anyMatch(message -> message.tenure() == highest && message.event() instanceof TaskEnd);
    assertThat(last.isEnded()).as("seed %d", seed).isEqualTo(isToldOfTheEnd);
    assertThat(last.steps()).as("seed %d", seed).allMatch(StepText::isEnded);
  }

  /** Of the highest tenure so far, whose end has not been told. */
  private static boolean counts(OutputMessage message, List<OutputMessage> counted) {
    long highest = counted.stream().mapToLong(OutputMessage::tenure).max().orElse(0);
    boolean isOver = counted.stream()
        .anyMatch(other -> other.tenure() == highest && other.event() instanceof TaskEnd);
    return message.tenure() > highest || (message.tenure() == highest && !isOver);
  }

  private static TaskOutput model(List<OutputMessage> counted) {
    long highest = counted.stream().mapToLong(OutputMessage::tenure).max().orElseThrow();
    Optional<TaskEnd> end = counted.stream()
        .filter(message -> message.tenure() == highest)
        .map(OutputMessage::event)
        .filter(TaskEnd.class::isInstance)
        .map(TaskEnd.class::cast)
        .findFirst();
    Map<Long, Long> latest = latest(counted);
    List<OutputMessage> standing = counted.stream()
        .filter(message -> rounds(message)
            .noneMatch(round -> round.number() < latest.getOrDefault(round.place(), 0L)))
        .toList();
    TreeSet<Long> steps = standing.stream()
        .flatMap(message -> attempt(message).stream())
        .map(StepAttempt::step)
        .collect(Collectors.toCollection(TreeSet::new));
    return new FoldedOutput(
        AGENT,
        OutputSchedule.TASK,
        highest,
        List.of(),
        steps.stream()
            .map(step -> step(step, standing, highest, end.isPresent()))
            .toList(),
        end.map(TaskEnd::reason));
  }

  /** The latest round that was told of in each place. */
  private static Map<Long, Long> latest(List<OutputMessage> counted) {
    Map<Long, Long> latest = new HashMap<>();
    counted.stream()
        .flatMap(OutputFoldPropertiesTest::rounds)
        .forEach(round -> latest.merge(round.place(), round.number(), Math::max));
    return latest;
  }

  private static Stream<Rounds.Round> rounds(OutputMessage message) {
    return attempt(message).stream().flatMap(of -> of.rounds().all().stream());
  }

  private static Optional<StepAttempt> attempt(OutputMessage message) {
    return message.event() instanceof Part part
        ? Optional.of(part.of())
        : message.event() instanceof StepEnd end ? Optional.of(end.of()) : Optional.empty();
  }

  private static StepText step(
      long step, List<OutputMessage> counted, long highest, boolean isOver) {
    List<OutputMessage> its = counted.stream()
        .filter(message -> attempt(message).filter(of -> of.step() == step).isPresent())
        .toList();
    StepAttempt ruling = its.stream()
        .map(message -> attempt(message).orElseThrow())
        .max(StepAttempt::compareTo)
        .get();
    its = its.stream()
        .filter(message -> attempt(message).orElseThrow().equals(ruling))
        .toList();
    int parts = 0;
    StringBuilder text = new StringBuilder();
    while (has(its, new Part(ruling, parts, OutputSchedule.text(ruling, parts)))) {
      text.append(OutputSchedule.text(ruling, parts++));
    }
    boolean isCut = isOver || its.get(0).tenure() < highest;
    return new FoldedStep(step, ruling.attempt(), text.toString(), state(its, parts, isCut));
  }

  private static boolean has(List<OutputMessage> its, Part part) {
    return its.stream().anyMatch(message -> message.event().equals(part));
  }

  private static StepText.State state(List<OutputMessage> its, int parts, boolean isCut) {
    for (OutputMessage message : its) {
      if (message.event() instanceof StepEnd end) {
        if (end.outcome() == Outcome.FAILED) {
          return StepText.State.FAILED;
        }
        if (end.parts() == parts) {
          return StepText.State.COMPLETED;
        }
      }
    }
    return isCut ? StepText.State.CUT : StepText.State.OPEN;
  }
}
