package dev.understudy.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.attendance.AttendanceSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[meta]x", ":room", "a\nb", "a\u0000b"})
  void refusesASessionThatAblyWouldRefuse(String name) {
    assertThatThrownBy(() -> new SessionName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + name + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "*", "team-*", "a\tb"})
  void refusesAnAgentThatCannotBeAClientId(String name) {
    assertThatThrownBy(() -> new AgentName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + name + "\"");
  }

  @Test
  void takesWhatPeopleCallThings() {
    assertThat(new SessionName("room:42/ünïcode 7").value()).isEqualTo("room:42/ünïcode 7");
    assertThat(new AgentName("Writer (2nd)").value()).isEqualTo("Writer (2nd)");
  }

  @Test
  void ordersTenuresByGenerationThenAttempt() {
    assertThat(new Tenure(1, 9).isSupersededBy(new Tenure(2, 1))).isTrue();
    assertThat(new Tenure(2, 1).isSupersededBy(new Tenure(2, 2))).isTrue();
    assertThat(new Tenure(2, 2).isSupersededBy(new Tenure(2, 2))).isFalse();
    assertThat(new Tenure(2, 2).isSupersededBy(new Tenure(1, 3))).isFalse();
  }

  @Test
  void giveEveryAttendanceAnIdOfItsOwn() {
    assertThat(spec("a/b", "c", "d").workflowId("e", "home"))
        .isEqualTo("attendance/a%2Fb/c/d/e")
        .isNotEqualTo(spec("a", "b/c", "d").workflowId("e", "home"))
        .isNotEqualTo(spec("a%2Fb", "c", "d").workflowId("e", "home"))
        .isNotEqualTo(spec("a/b", "c", "d").workflowId("f", "home"));
  }

  @Test
  void areRefusedWhenTheyAreTooLongTogether() {
    assertThatThrownBy(() -> spec("t".repeat(990), "room:42", "writer").workflowId("work", "home"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a workflow id of 1021 bytes");
  }

  private static AttendanceSpec spec(String task, String session, String agent) {
    return new AttendanceSpec(task, new SessionName(session), new AgentName(agent), 1);
  }
}
