package dev.understudy.output;

import dev.understudy.output.OutputEvent.Part;
import dev.understudy.output.OutputEvent.Said;
import dev.understudy.output.OutputEvent.StepEnd;
import dev.understudy.output.OutputEvent.TaskEnd;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Publication;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.Wire;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message of an agent's output: what it tells, and whose it is, so that a reader can drop what a dead
 * attempt or a dead tenure left. On the wire the data is plain, a text or JSON as it was published, and
 * the rest stands in {@code extras.headers}:
 *
 * <table>
 * <caption>Headers</caption>
 * <tr><th>header</th><th>of</th><th>value</th></tr>
 * <tr><td>{@code understudy}</td><td>all</td><td>{@code said}, {@code part}, {@code step-end} or
 *   {@code task-end}</td></tr>
 * <tr><td>{@code task}, {@code tenure}</td><td>all</td><td>workflow id, generation</td></tr>
 * <tr><td>{@code sequence}</td><td>said</td><td>orders what the task published</td></tr>
 * <tr><td>{@code step}, {@code attempt}</td><td>part, step-end</td><td>numbers</td></tr>
 * <tr><td>{@code rounds}</td><td>part, step-end of what may be done anew as a whole</td><td>see
 *   {@link Rounds}</td></tr>
 * <tr><td>{@code part}</td><td>part</td><td>its number in the attempt, from 0</td></tr>
 * <tr><td>{@code parts}, {@code outcome}</td><td>step-end</td><td>how many there are;
 *   {@code completed} or {@code failed}</td></tr>
 * <tr><td>{@code reason}</td><td>task-end</td><td>as in the last presence data</td></tr>
 * </table>
 *
 * @param task workflow id of the task
 * @param tenure see {@link Tenure#generation()}: a session that is opened again has a higher one
 */
public record OutputMessage(String task, long tenure, OutputEvent event) {
  /** The name of parts and of ends; what a task publishes has the name that it gives. */
  public static final String NAME = "understudy.output";

  private static final String KIND = "understudy";

  /** As it is published. */
  public Publication publication() {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("task", task);
    headers.put("tenure", tenure);
    if (event instanceof Said said) {
      return said(said, headers);
    } else if (event instanceof Part part) {
      return part(part, headers);
    } else if (event instanceof StepEnd end) {
      return stepEnd(end, headers);
    } else if (event instanceof TaskEnd end) {
      return taskEnd(end, headers);
    }
    throw new AssertionError(event);
  }

  private Publication said(Said said, Map<String, Object> headers) {
    headers.put(KIND, "said");
    headers.put("sequence", said.sequence());
    return new Publication(id("said", said.sequence()), said.name(), said.data(), headers);
  }

  private Publication part(Part part, Map<String, Object> headers) {
    headers.put(KIND, "part");
    put(part.of(), headers);
    headers.put("part", part.number());
    String id = id("part", part.of().step(), part.of().attempt(), part.number());
    return new Publication(id, NAME, part.text(), headers);
  }

  private Publication stepEnd(StepEnd end, Map<String, Object> headers) {
    headers.put(KIND, "step-end");
    put(end.of(), headers);
    headers.put("parts", end.parts());
    headers.put("outcome", Wire.name(end.outcome()));
    String id = id("step-end", end.of().step(), end.of().attempt());
    return new Publication(id, NAME, null, headers);
  }

  private Publication taskEnd(TaskEnd end, Map<String, Object> headers) {
    headers.put(KIND, "task-end");
    headers.put("reason", Wire.name(end.reason()));
    return new Publication(id("task-end"), NAME, null, headers);
  }

  private static void put(StepAttempt of, Map<String, Object> headers) {
    headers.put("step", of.step());
    headers.put("attempt", of.attempt());
    if (!of.rounds().isNone()) {
      headers.put("rounds", of.rounds().wire());
    }
  }

  private String id(String kind, long... numbers) {
    StringBuilder id =
        new StringBuilder(task).append(':').append(tenure).append(':').append(kind);
    for (long number : numbers) {
      id.append(':').append(number);
    }
    return id.toString();
  }

  /** What a message on a channel says; empty unless it is a well-formed one of an agent's output. */
  public static Optional<OutputMessage> parse(
      @Nullable String name, @Nullable Object data, Map<String, ?> headers) {
    try {
      Headers read = new Headers(headers);
      return event(String.valueOf(name), data, read)
          .map(event -> new OutputMessage(read.text("task"), read.number("tenure"), event));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<OutputEvent> event(String name, @Nullable Object data, Headers headers) {
    return switch (headers.kind()) {
      case "said" ->
        Optional.of(new Said(headers.number("sequence"), name, data == null ? "" : data));
      case "part" ->
        Optional.of(new Part(headers.attempt(), headers.count("part"), String.valueOf(data)));
      case "step-end" ->
        Optional.of(new StepEnd(
            headers.attempt(),
            headers.count("parts"),
            headers.named("outcome", OutputEvent.Outcome.class)));
      case "task-end" -> Optional.of(new TaskEnd(headers.named("reason", LeaveReason.class)));
      default -> Optional.empty();
    };
  }

  /** Headers that anybody may have written. */
  private record Headers(Map<String, ?> values) {
    String kind() {
      return values.get(KIND) instanceof String kind ? kind : "";
    }

    String text(String name) {
      if (values.get(name) instanceof String text) {
        return text;
      }
      throw new IllegalArgumentException("no text " + name);
    }

    long number(String name) {
      if (values.get(name) instanceof Number number) {
        return number.longValue();
      }
      throw new IllegalArgumentException("no number " + name);
    }

    int count(String name) {
      long number = number(name);
      if (number < 0 || number > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("no count " + name);
      }
      return (int) number;
    }

    StepAttempt attempt() {
      return new StepAttempt(number("step"), number("attempt"), rounds());
    }

    private Rounds rounds() {
      return values.containsKey("rounds") ? Rounds.parse(text("rounds")) : Rounds.NONE;
    }

    <E extends Enum<E>> E named(String name, Class<E> type) {
      return Wire.named(text(name), type)
          .orElseThrow(() -> new IllegalArgumentException("no " + name));
    }
  }
}
