package dev.understudy.audience;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.Internal;
import dev.understudy.presence.People;
import dev.understudy.presence.SightingRank;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link Audiences} without their policies, which is what the next run of a task has to know of the people of
 * one session.
 *
 * @param seen when a worker last told who is there; empty before the first has
 * @param people who is there
 * @param state whether those are there whom the whole work is for
 * @param absences the latest times without them, oldest first
 * @param onMore those of the people who were on more devices before, and on how many at most; empty if nobody was
 * @param others whether those of other audiences are there, whom parts of the work were for
 */
@Internal
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AudiencesMemo(
    Optional<SightingRank> seen,
    People people,
    AudienceMemo state,
    List<Absence> absences,
    Optional<People> onMore,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Other> others) {
  /** Empty lists are not written, and so are not there when this is read. */
  public AudiencesMemo(
      Optional<SightingRank> seen,
      People people,
      AudienceMemo state,
      List<Absence> absences,
      Optional<People> onMore,
      @Nullable List<Other> others) {
    this.seen = seen;
    this.people = people;
    this.state = state;
    this.absences = List.copyOf(absences);
    this.onMore = onMore;
    this.others = others == null ? List.of() : List.copyOf(others);
  }

  /** Whether those of an audience are there. */
  @Internal
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Other(Audience audience, AudienceMemo state) {
    /** How they stand until a part of the work is for them, with a policy of its own. */
    AudienceState held() {
      return state.under(Abandonment.ignored()).held();
    }

    /** Who has left since is known to have when the next run opens the session. */
    private Other sighted(People there) {
      return audience.of(there).isEmpty()
          ? this
          : new Other(audience, new AudienceState.Here(Abandonment.ignored()).memo());
    }
  }

  /**
   * This memo once a worker has told what it saw; what is not newer than the last is old. What follows from it
   * for the work is for the run that opens the session to decide.
   */
  public AudiencesMemo sighted(SightingRank order, People there) {
    return seen.filter(last -> last.compareTo(order) >= 0).isPresent()
        ? this
        : new AudiencesMemo(
            Optional.of(order),
            there,
            state,
            absences,
            onMore,
            others.stream().map(other -> other.sighted(there)).toList());
  }
}
