package dev.understudy.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.attendance.Sighting;
import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Absence;
import dev.understudy.audience.Audience;
import dev.understudy.audience.AudienceMemo;
import dev.understudy.audience.AudienceState;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the next run of a task must know of this one.
 *
 * @param pausedBy who paused it; empty if nobody did
 * @param messages of people, which no session has taken yet
 * @param sessions those that are open
 * @param cancellation that was ordered, and had not reached this run at its end; empty if there is none
 * @param messagesTaken how many messages of people were taken, by this run and those before
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CarriedOver(
    Optional<Control> pausedBy,
    List<Steering> messages,
    List<OpenSession> sessions,
    Optional<Cancellation> cancellation,
    long messagesTaken) {
  public CarriedOver(
      Optional<Control> pausedBy,
      @Nullable List<Steering> messages,
      @Nullable List<OpenSession> sessions,
      Optional<Cancellation> cancellation,
      long messagesTaken) {
    this.pausedBy = pausedBy;
    this.messages = messages == null ? List.of() : List.copyOf(messages);
    this.sessions = sessions == null ? List.of() : List.copyOf(sessions);
    this.cancellation = cancellation;
    this.messagesTaken = messagesTaken;
  }

  boolean isNothing() {
    return pausedBy.isEmpty()
        && messages.isEmpty()
        && sessions.isEmpty()
        && cancellation.isEmpty()
        && messagesTaken == 0;
  }

  /**
   * The task is to be cancelled.
   *
   * @param by who cancelled it; empty if it was given up because nobody was there
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Cancellation(Optional<Control> by) {}

  /** A session that stays open across continue-as-new. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record OpenSession(
      SessionName session, AgentName agent, Status status, Watched watched, long activeMillis) {
    Seat seat() {
      return new Seat(session, agent);
    }

    OrderRights.Attended attended() {
      return new OrderRights.Attended(session, agent, watched.people());
    }

    /** The same once a worker has told what it saw there; what is not newer than the last is old. */
    OpenSession sighted(Sighting sighting) {
      return watched.seen().filter(last -> last.compareTo(sighting.seen()) >= 0).isPresent()
          ? this
          : new OpenSession(session, agent, status, watched.sighted(sighting), activeMillis);
    }
  }

  /**
   * What is known of its people.
   *
   * @param onMore those of them who were on more devices before, and on how many at most; empty if nobody was
   * @param others whether those of other audiences are there, whom parts of the work were for
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Watched(
      Optional<Sighting.Rank> seen,
      People people,
      AudienceMemo company,
      List<Absence> absences,
      Optional<People> onMore,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Other> others) {
    public Watched(
        Optional<Sighting.Rank> seen,
        People people,
        AudienceMemo company,
        List<Absence> absences,
        Optional<People> onMore,
        @Nullable List<Other> others) {
      this.seen = seen;
      this.people = people;
      this.company = company;
      this.absences = absences;
      this.onMore = onMore;
      this.others = others == null ? List.of() : List.copyOf(others);
    }

    /** What follows from it for the work is for the run that opens the session to decide. */
    Watched sighted(Sighting sighting) {
      return new Watched(
          Optional.of(sighting.seen()),
          sighting.people(),
          company,
          absences,
          onMore,
          others.stream().map(other -> other.sighted(sighting.people())).toList());
    }
  }

  /** Whether those of an audience are there. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Other(Audience audience, AudienceMemo company) {
    /** Until a part of the work is for them, with a policy of its own. */
    public AudienceState held() {
      return company.under(Abandonment.ignored()).held();
    }

    /** Who has left since is known to have when the next run opens the session. */
    Other sighted(People there) {
      return audience.of(there).isEmpty()
          ? this
          : new Other(audience, new AudienceState.Here(Abandonment.ignored()).standing());
    }
  }
}
