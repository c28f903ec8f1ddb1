package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Presence data of an agent, as it stands on the wire. While it is present {@code reason} is absent;
 * when it leaves, {@code reason} alone says why, without worker, state, status and detail.
 */
@JsonPropertyOrder({"role", "task", "tenure", "worker", "state", "status", "detail", "reason"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgentPresence(
    String role,
    String task,
    Tenure tenure,
    @Nullable String worker,
    @Nullable AgentState state,
    @Nullable String status,
    @Nullable Map<String, Object> detail,
    @Nullable LeaveReason reason) {
  /** What {@code role} says of every agent; members with another one, or none, are users. */
  public static final String ROLE = "agent";

  /** The most bytes of presence data. Every watcher gets it at every change, so it has to be small. */
  public static final int MAX_BYTES = 2048;

  /** Data of a tenure at work. */
  public static AgentPresence present(String task, Tenure tenure, String worker, Status status) {
    return new AgentPresence(
        ROLE, task, tenure, worker, status.state(), status.text(), status.detail(), null);
  }

  /** Data of a tenure that ends. */
  public static AgentPresence leaving(String task, Tenure tenure, LeaveReason reason) {
    return new AgentPresence(ROLE, task, tenure, null, null, null, null, reason);
  }

  /**
   * What a member's data says of the agent that it is.
   *
   * @param data as it came from a channel, by anyone: a string, JSON or nothing
   * @return empty unless it is a well-formed agent's
   */
  public static Optional<AgentPresence> parse(@Nullable String data) {
    return data == null || data.length() > 4 * MAX_BYTES
        ? Optional.empty()
        : Wire.read(data, AgentPresence.class).filter(AgentPresence::isWhole);
  }

  private boolean isWhole() {
    return ROLE.equals(role) && task != null && tenure != null;
  }

  /**
   * As it stands on the wire.
   *
   * @throws IllegalArgumentException if it is larger than {@link #MAX_BYTES}
   */
  public String toJson() {
    return Wire.write("presence data of an agent", this, MAX_BYTES);
  }
}
