package dev.understudy.attendance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A {@link Handoff} as it stands on the wire. */
@Internal
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record ToldHandoff(
    @JsonProperty("session") SessionName session,
    @JsonProperty("agent") AgentName agent,
    @JsonProperty("from") Turn from,
    @JsonProperty("to") Turn to,
    @JsonProperty("reason") Reason reason,
    @JsonProperty("course") Course course)
    implements Handoff {
  /** The name of the signal that brings one by itself. */
  public static final String SIGNAL = "understudy.handed-over";

  /** A {@link Handoff.Turn} as it stands on the wire. */
  @Internal
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record OneTurn(
      @JsonProperty("worker") String worker,
      @JsonProperty("tenure") Tenure tenure) implements Turn {}

  /** A {@link Handoff.Reason} as it stands on the wire. */
  @Internal
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record KnownReason(
      @JsonProperty("cause") HandoffCause cause,
      @JsonProperty("words") Optional<String> words,
      @JsonProperty("noticed") Optional<Instant> noticed,
      @JsonProperty("proved") Optional<Instant> proved,
      @JsonProperty("reaped") Optional<Instant> reaped)
      implements Reason {
    /** Of a cause of which no more than {@code noticed} is known. */
    public static KnownReason of(HandoffCause cause, Optional<Instant> noticed) {
      return new KnownReason(cause, Optional.empty(), noticed, Optional.empty(), Optional.empty());
    }

    /** This one, about which {@code words} were said. */
    public KnownReason saying(String said) {
      return new KnownReason(cause, Optional.of(said), noticed, proved, reaped);
    }
  }

  /** A {@link Handoff.Course} as it stands on the wire. */
  @Internal
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SeenCourse(
      @JsonProperty("dispatched") Instant dispatched,
      @JsonProperty("entered") Instant entered,
      @JsonProperty("offlineMillis") long offlineMillis,
      @JsonProperty("isOfflineWhole") boolean isOfflineWhole,
      @JsonProperty("ghostMillis") Optional<Long> ghostMillis)
      implements Course {
    @Override
    public Duration offline() {
      return Duration.ofMillis(offlineMillis);
    }

    @Override
    public Optional<Duration> ghost() {
      return ghostMillis.map(Duration::ofMillis);
    }
  }
}
