package dev.understudy.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.Sighting;
import dev.understudy.attendance.ToldHandoff;
import dev.understudy.payload.OwnForm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who keeps a task's agents present, and how they came there, as workers have told. Immutable.
 *
 * @param latest the last handoffs of all of its agents, oldest first
 * @param kept who keeps those that are present
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
record HandoffLog(List<Handoff> latest, List<Kept> kept) {
  /** Enough to see how a deploy went, or a bad night; a view, and what the next run is told, have to stay small. */
  static final int MOST = 20;

  static final HandoffLog EMPTY = new HandoffLog(List.of(), List.of());

  /** Empty lists are not written, and so are not there when this is read. */
  HandoffLog(@Nullable List<Handoff> latest, @Nullable List<Kept> kept) {
    this.latest = latest == null ? List.of() : List.copyOf(latest);
    this.kept = kept == null ? List.of() : List.copyOf(kept);
  }

  /** Who keeps an agent present. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Kept(
      @JsonProperty("seat") Seat seat, @JsonProperty("by") Handoff.Turn by) {}

  /** This one once a tenure has told what it sees, and maybe how it came to its agent. */
  HandoffLog sighted(Sighting sighting) {
    Seat seat = new Seat(sighting.session(), sighting.agent());
    HandoffLog next = sighting
        .by()
        .map(teller -> new ToldHandoff.OneTurn(teller.worker(), sighting.seen().tenure()))
        .map(turn -> keeping(seat, turn))
        .orElse(this);
    return sighting.by().flatMap(teller -> teller.handoff()).map(next::told).orElse(next);
  }

  /** This one once a handoff is told, or more of it than was known before. */
  HandoffLog told(Handoff handoff) {
    boolean isKnown = latest.stream().anyMatch(other -> isSame(handoff, other));
    List<Handoff> all = isKnown
        ? latest.stream().map(other -> isSame(handoff, other) ? handoff : other).toList()
        : Stream.concat(latest.stream(), Stream.of(handoff)).toList();
    List<Handoff> last = all.subList(Math.max(0, all.size() - MOST), all.size());
    return new HandoffLog(last, kept).keeping(seat(handoff), handoff.to());
  }

  private static boolean isSame(Handoff one, Handoff other) {
    return seat(one).equals(seat(other)) && one.to().tenure().equals(other.to().tenure());
  }

  private static Seat seat(Handoff handoff) {
    return new Seat(handoff.session(), handoff.agent());
  }

  /** What a lower tenure tells late takes nothing from a higher one. */
  private HandoffLog keeping(Seat seat, Handoff.Turn turn) {
    if (keeper(seat).filter(now -> turn.tenure().isSupersededBy(now.tenure())).isPresent()) {
      return this;
    }
    Stream<Kept> others = kept.stream().filter(one -> !one.seat().equals(seat));
    return new HandoffLog(
        latest, Stream.concat(others, Stream.of(new Kept(seat, turn))).toList());
  }

  /** Who keeps the agent of {@code seat} present; empty if nobody has told that. */
  Optional<Handoff.Turn> keeper(Seat seat) {
    return kept.stream().filter(one -> one.seat().equals(seat)).map(Kept::by).findFirst();
  }

  /** This one once the agent of {@code seat} is not to be present any more. */
  HandoffLog without(Seat seat) {
    return new HandoffLog(
        latest, kept.stream().filter(one -> !one.seat().equals(seat)).toList());
  }
}
