package dev.understudy.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.attendance.Sighting;
import dev.understudy.audience.AudiencesMemo;
import dev.understudy.payload.OwnForm;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the next run of a task must know of this one. Temporal gives it not to that run alone, but to each that
 * it starts in its place, as a retry or by a schedule.
 *
 * @param from id of the run that carried it over; empty if it is not known
 * @param pausedBy who paused it; empty if nobody did
 * @param messages of people, which no session has taken yet
 * @param sessions those that are open
 * @param cancellation that was ordered, and had not reached this run at its end; empty if there is none
 * @param messagesTaken how many messages of people were taken, by this run and those before
 * @param handoffs how the task's agents have come from worker to worker; empty if none has, and nobody keeps one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
record CarriedOver(
    Optional<String> from,
    Optional<Control> pausedBy,
    List<Steering> messages,
    List<LeftOpen> sessions,
    Optional<Cancellation> cancellation,
    long messagesTaken,
    Optional<HandoffLog> handoffs) {
  CarriedOver(
      Optional<String> from,
      Optional<Control> pausedBy,
      @Nullable List<Steering> messages,
      @Nullable List<LeftOpen> sessions,
      Optional<Cancellation> cancellation,
      long messagesTaken,
      Optional<HandoffLog> handoffs) {
    this.from = from;
    this.pausedBy = pausedBy;
    this.messages = messages == null ? List.of() : List.copyOf(messages);
    this.sessions = sessions == null ? List.of() : List.copyOf(sessions);
    this.cancellation = cancellation;
    this.messagesTaken = messagesTaken;
    this.handoffs = handoffs;
  }

  boolean isNothing() {
    return pausedBy.isEmpty()
        && messages.isEmpty()
        && sessions.isEmpty()
        && cancellation.isEmpty()
        && messagesTaken == 0
        && handoffs.isEmpty();
  }

  /**
   * What of this counts for a run that was continued from {@code before}. If that is another run than the one
   * that carried it over, Temporal has started a run once more, with what had been true when the first began:
   * pauses may have been lifted since, messages taken, people gone. Such a run begins from nothing. Only a
   * cancellation, which nobody can take back, still stands.
   */
  CarriedOver toTheRunAfter(Optional<String> before) {
    return from.isEmpty() || from.equals(before)
        ? this
        : new CarriedOver(
            from, Optional.empty(), List.of(), List.of(), cancellation, 0, Optional.empty());
  }

  /**
   * The task is to be cancelled.
   *
   * @param by who cancelled it; empty if it was given up because nobody was there
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Cancellation(Optional<Control> by) {}

  /**
   * Where the attendance of a session is.
   *
   * @param queue the task queue of the run that has it
   * @param home the one on which the session was opened first
   * @param generation under which it began
   * @param before the queues on which there may be others still, since its agent has not been seen yet
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Place(String queue, String home, long generation, List<String> before) {
    Place(String queue, String home, long generation, @Nullable List<String> before) {
      this.queue = queue;
      this.home = home;
      this.generation = generation;
      this.before = before == null ? List.of() : List.copyOf(before);
    }

    /** The same, as it is for a run on {@code present}, which begins another there if that is not this place. */
    Place on(String present, long next) {
      if (present.equals(queue)) {
        return this;
      }
      List<String> all = new ArrayList<>(before);
      all.add(queue);
      return new Place(present, home, next, all);
    }
  }

  /**
   * A session that stays open across continue-as-new.
   *
   * @param unseen whether its status is yet to be shown, because no worker reached Ably
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record LeftOpen(
      SessionName session,
      AgentName agent,
      Place place,
      Status status,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unseen,
      AudiencesMemo watched,
      long activeMillis) {
    Seat seat() {
      return new Seat(session, agent);
    }

    OrderRights.Attended attended() {
      return new OrderRights.Attended(session, agent, watched.people());
    }

    /** This session once a worker has told what it saw there; what is not newer than the last is old. */
    LeftOpen sighted(Sighting sighting) {
      AudiencesMemo then = watched.sighted(sighting.seen(), sighting.people());
      return new LeftOpen(session, agent, place, status, unseen, then, activeMillis);
    }
  }
}
