package dev.understudy.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.understudy.attendance.AttendanceEnd;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks, before a worker polls, whether its client's data converter carries what is Understudy's own: one that
 * does not would hold every task with a session, for ever.
 */
final class OwnFormCheck {
  private static final AttendanceSpec SPEC = new AttendanceSpec(
          "task", new SessionName("session"), new AgentName("agent"), 0)
      .showing(new Status(0, AgentState.ACTIVE, "", Map.of("isDone", false)));

  private static final AttendanceEnd END =
      new AttendanceEnd(SPEC, Optional.of(LeaveReason.COMPLETED), Optional.empty());

  private static final JsonNode ORDER =
      JsonNodeFactory.instance.objectNode().put("by", "").put("why", "");

  private OwnFormCheck() {}

  /**
   * Refuses a converter that does not carry it.
   *
   * @throws IllegalArgumentException if it does not
   */
  static void require(DataConverter converter) {
    payload(
        "text", converter); // what fails here is the converter's own trouble, such as a missing key
    if (!carries(END, AttendanceEnd.class, converter)
        || !carries(ORDER, JsonNode.class, converter)) {
      throw refusal(null);
    }
  }

  private static <T> boolean carries(T value, Class<T> type, DataConverter converter) {
    try {
      return value.equals(converter.fromPayload(payload(value, converter), type, type));
    } catch (RuntimeException unable) {
      throw refusal(unable);
    }
  }

  private static Payload payload(Object value, DataConverter converter) {
    return converter.toPayload(value).orElseThrow();
  }

  private static IllegalArgumentException refusal(@Nullable RuntimeException cause) {
    return new IllegalArgumentException(
        "the data converter of this client of Temporal does not carry what Understudy sends: let its JSON be made"
            + " by Jackson 2, with whatever mapper, or put an UnderstudyPayloadConverter around what makes it",
        cause);
  }
}
