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
 * In whose rounds a step was scheduled, the outermost first. Work that may be done anew, such as a part that
 * gives way to a pause, has a place in what its agent puts out, and each time it is done is a round there: the
 * latest round's steps stand in the place, and those of the rounds before are as if they had not been. On the wire
 * {@code place.number} for each, with a slash between two; no header if there is none.
 */
@Internal
@OwnForm
public record Rounds(List<Round> all) {
  /** A step that nothing replaces. */
  public static final Rounds NONE = new Rounds(List.of());

  /** What lies deeper belongs to the last one that is told of; a header must not grow without an end. */
  static final int MAX_DEPTH = 16;

  private static final Pattern ROUND = Pattern.compile("([1-9]\\d{0,14})\\.([1-9]\\d{0,14})");

  /**
   * One time that the work of a place is done.
   *
   * @param place the number of its first round
   * @param number higher than that of the round before, by the task's clock: it grows across a reset, too
   */
  public record Round(long place, long number) {
    public Round {
      if (place < 1 || number < place) {
        throw new IllegalArgumentException(
            "a round in place %d cannot have the number %d".formatted(place, number));
      }
    }

    /** Whether others may have put something out there before. */
    public boolean isARepeat() {
      return number > place;
    }
  }

  public Rounds {
    all = List.copyOf(all);
    if (all.size() > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "no more than %d rounds but was %d".formatted(MAX_DEPTH, all.size()));
    }
  }

  /** What {@link #wire} gave. */
  @JsonCreator
  static Rounds parse(String wire) {
    return new Rounds(
        Arrays.stream(wire.split("/", MAX_DEPTH + 1)).map(Rounds::round).toList());
  }

  private static Round round(String wire) {
    Matcher round = ROUND.matcher(wire);
    if (!round.matches()) {
      throw new IllegalArgumentException("no round: " + wire);
    }
    return new Round(Long.parseLong(round.group(1)), Long.parseLong(round.group(2)));
  }

  /** As it stands in a header. */
  @JsonValue
  String wire() {
    return all.stream()
        .map(round -> round.place() + "." + round.number())
        .collect(Collectors.joining("/"));
  }

  /** With {@code inner} within the last one. */
  public Rounds with(Round inner) {
    if (all.size() == MAX_DEPTH) {
      return this;
    }
    List<Round> deeper = new ArrayList<>(all);
    deeper.add(inner);
    return new Rounds(deeper);
  }

  /** Whether there is none. */
  public boolean isNone() {
    return all.isEmpty();
  }

  /** Whether others may have put something out that this replaces. */
  public boolean isARepeat() {
    return all.stream().anyMatch(Round::isARepeat);
  }
}
