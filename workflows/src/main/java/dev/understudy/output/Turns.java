package dev.understudy.output;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * In whose turns a step was scheduled, the outermost first. Work that may be done anew, such as a part that
 * gives way to a pause, has a place in what its agent puts out, and each time it is done is a turn there: the
 * latest turn's steps stand in the place, and those of the turns before are as if they had not been. On the wire
 * {@code place.number} for each, with a slash between two; no header if there is none.
 */
@Internal
@OwnForm
public record Turns(List<Turn> all) {
  /** A step that nothing replaces. */
  public static final Turns NONE = new Turns(List.of());

  /** What lies deeper belongs to the last one that is told of; a header must not grow without an end. */
  static final int MAX_DEPTH = 16;

  private static final Pattern TURN = Pattern.compile("([1-9]\\d{0,14})\\.([1-9]\\d{0,14})");

  /**
   * One time that the work of a place is done.
   *
   * @param place the number of its first turn
   * @param number higher than that of the turn before, by the task's clock: it grows across a reset, too
   */
  public record Turn(long place, long number) {
    public Turn {
      if (place < 1 || number < place) {
        throw new IllegalArgumentException(
            "a turn in place %d cannot have the number %d".formatted(place, number));
      }
    }

    /** Whether others may have put something out there before. */
    public boolean isARepeat() {
      return number > place;
    }
  }

  public Turns {
    all = List.copyOf(all);
    if (all.size() > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "no more than %d turns but was %d".formatted(MAX_DEPTH, all.size()));
    }
  }

  /** What {@link #wire} gave. */
  @JsonCreator
  static Turns parse(String wire) {
    return new Turns(
        Arrays.stream(wire.split("/", MAX_DEPTH + 1)).map(Turns::turn).toList());
  }

  private static Turn turn(String wire) {
    Matcher turn = TURN.matcher(wire);
    if (!turn.matches()) {
      throw new IllegalArgumentException("no turn: " + wire);
    }
    return new Turn(Long.parseLong(turn.group(1)), Long.parseLong(turn.group(2)));
  }

  /** As it stands in a header. */
  @JsonValue
  String wire() {
    return all.stream()
        .map(turn -> turn.place() + "." + turn.number())
        .collect(Collectors.joining("/"));
  }

  /** With {@code inner} within the last one. */
  public Turns with(Turn inner) {
    if (all.size() == MAX_DEPTH) {
      return this;
    }
    List<Turn> deeper = new ArrayList<>(all);
    deeper.add(inner);
    return new Turns(deeper);
  }

  /** Whether there is none. */
  public boolean isNone() {
    return all.isEmpty();
  }

  /** Whether others may have put something out that this replaces. */
  public boolean isARepeat() {
    return all.stream().anyMatch(Turn::isARepeat);
  }
}
