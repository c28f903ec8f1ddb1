package dev.understudy.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The exact JSON of what tasks and attendances of several versions tell each other. */
class AttendanceSpecTest {
  private static final DataConverter JSON = DefaultDataConverter.newDefaultInstance();
  private static final AttendanceSpec WRITER =
      new AttendanceSpec("task-1", new SessionName("room:42"), new AgentName("writer"), 7);

  private static String json(Object value) {
    return JSON.toPayload(value).orElseThrow().getData().toStringUtf8();
  }

  private static AttendanceSpec reread(AttendanceSpec spec) {
    return JSON.fromPayload(
        JSON.toPayload(spec).orElseThrow(), AttendanceSpec.class, AttendanceSpec.class);
  }

  @Test
  void isWrittenByTheseNames() {
    Status reading = new Status(8, AgentState.ACTIVE, "reading", Map.of());

    assertThat(json(WRITER.showing(reading).ofTaskBegunAs("run-1"))).isEqualTo("""
        {"task":"task-1","session":"room:42","agent":"writer","generation":7,\
        "first":{"sequence":8,"state":"active","text":"reading","detail":{}},"firstRunId":"run-1"}""");
  }

  @Test
  void isWrittenAsEverWithoutWhatIsUnknown() {
    assertThat(json(WRITER)).isEqualTo("""
        {"task":"task-1","session":"room:42","agent":"writer","generation":7}""");
    assertThat(reread(WRITER)).isEqualTo(WRITER);
  }

  @Test
  void isToldOfItsEndAlikeByThoseWhoKnowItsFirstRunAndThoseWhoDoNot() {
    AttendanceEnd ofThisVersion = new AttendanceEnd(
        WRITER.ofTaskBegunAs("run-1"), Optional.of(LeaveReason.COMPLETED), Optional.empty());
    AttendanceEnd ofTheLast =
        new AttendanceEnd(WRITER, Optional.of(LeaveReason.COMPLETED), Optional.empty());

    assertThat(ofThisVersion).isEqualTo(ofTheLast);
    assertThat(json(ofThisVersion)).isEqualTo(json(ofTheLast));
  }
}
