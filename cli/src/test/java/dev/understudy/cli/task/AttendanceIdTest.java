package dev.understudy.cli.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttendanceIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"task-1", "a/b", "50%", "%2F", "attendance/x/y/z"})
  void readsWhoseItIsWhateverTheNamesAre(String name) {
    AttendanceSpec spec =
        new AttendanceSpec(name, new SessionName("room:" + name), new AgentName("agent"), 1);

    assertThat(AttendanceId.parse(spec.workflowId("queue", "queue")))
        .contains(new AttendanceId(spec.key(), name, "room:" + name, "agent"));
    assertThat(AttendanceId.parse(spec.workflowId("queue/2", "queue")))
        .hasValueSatisfying(id -> assertThat(id.task()).isEqualTo(name));
  }

  @Test
  void knowsWhatIsNone() {
    assertThat(AttendanceId.parse("lease/queue/worker/run")).isEmpty();
    assertThat(AttendanceId.parse("attendance")).isEmpty();
    assertThat(AttendanceId.parse("attendance/a/b")).isEmpty();
  }
}
