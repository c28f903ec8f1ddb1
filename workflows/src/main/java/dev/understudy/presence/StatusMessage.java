package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.Internal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of status on its way from a task to the tenure that shows it: a message on the session's
 * channel, published under the agent's own clientId.
 */
@Internal
@JsonIgnoreProperties(ignoreUnknown = true)
public record StatusMessage(String task, Status status) {
  /** The name of the message on the channel. */
  public static final String NAME = "understudy.status";

  /** Leaves the other half of {@link AgentPresence#MAX_BYTES} to task, tenure and worker. */
  private static final int MAX_BYTES = AgentPresence.MAX_BYTES / 2;

  /** Makes a repeated publication harmless: Ably drops an id that it has seen. */
  public String id() {
    String said = task + ":" + status.sequence();
    return status.step() == null ? said : said + ":" + status.step();
  }

  /**
   * As it is published.
   *
   * @throws IllegalArgumentException if it is larger than 1 KiB
   */
  public Publication publication() {
    return new Publication(id(), NAME, toJson(), Map.of());
  }

  /** What a message's data says, by anyone; empty unless it is well-formed, and no larger than ours are. */
  public static Optional<StatusMessage> parse(@Nullable String data) {
    return data == null || data.length() > MAX_BYTES
        ? Optional.empty()
        : Wire.read(data, StatusMessage.class).filter(m -> m.task != null && m.status != null);
  }

  /** How many bytes of JSON it may grow by; it must {@linkplain #fits fit}. */
  public int room() {
    return MAX_BYTES - toJson().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether it is not too large for the wire. */
  public boolean fits() {
    try {
      return !toJson().isEmpty();
    } catch (IllegalArgumentException tooLarge) {
      return false;
    }
  }

  /**
   * As it stands on the wire.
   *
   * @throws IllegalArgumentException if it is larger than 1 KiB
   */
  public String toJson() {
    return Wire.write("a status", this, MAX_BYTES);
  }
}
