package dev.understudy.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.understudy.attendance.Handoff;
import dev.understudy.audience.Absence;
import dev.understudy.payload.OwnForm;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import java.util.List;
import java.util.Optional;

/** A {@link SessionView} as it stands on the wire. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
record TaskView(
    @JsonProperty("state") AgentState state,
    @JsonProperty("pausedBy") Optional<Control> pausedBy,
    @JsonProperty("cancelledBy") Optional<Control> cancelledBy,
    @JsonProperty("isCancelled") boolean isCancelled,
    @JsonProperty("questions") List<Question> questions,
    @JsonProperty("messagesTaken") long messagesTaken,
    @JsonProperty("messagesWaiting") int messagesWaiting,
    @JsonProperty("agents") List<Agent> agents,
    @JsonProperty("past") List<Past> past,
    @JsonProperty("handoffs") List<Handoff> handoffs)
    implements SessionView {
  TaskView {
    questions = List.copyOf(questions);
    agents = List.copyOf(agents);
    past = List.copyOf(past);
    handoffs = List.copyOf(handoffs);
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record PastAgent(
      @JsonProperty("agent") Agent agent,
      @JsonProperty("reason") LeaveReason reason) implements Past {}

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record OneAgent(
      @JsonProperty("session") SessionName session,
      @JsonProperty("agent") AgentName agent,
      @JsonProperty("keeper") Optional<Handoff.Turn> keeper,
      @JsonProperty("status") Status status,
      @JsonProperty("sees") Surroundings sees,
      @JsonProperty("work") Work work)
      implements Agent {}

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SeenPeople(
      @JsonProperty("people") People people,
      @JsonProperty("absences") List<Absence> absences,
      @JsonProperty("due") Optional<Due> due)
      implements Surroundings {
    SeenPeople {
      absences = List.copyOf(absences);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record NextDue(
      @JsonProperty("outcome") Absence.Outcome outcome,
      @JsonProperty("atMillis") long atMillis) implements Due {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record DoneWork(
      @JsonProperty("activeMillis") long activeMillis,
      @JsonProperty("discardedSteps") int discardedSteps)
      implements Work {}
}
