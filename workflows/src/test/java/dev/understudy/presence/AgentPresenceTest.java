package dev.understudy.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins what stands on the wire. */
class AgentPresenceTest {
  private static final Tenure TENURE = new Tenure(1764000000000L, 2);

  @Test
  void tellsWhoWorksAtWhatWhilePresent() {
    Status status = new Status(7, AgentState.ACTIVE, "writing", Map.of("section", "Ghosts"));

    assertThat(AgentPresence.present("task-1", TENURE, "worker-a", status).toJson())
        .isEqualTo(
            "{\"role\":\"agent\",\"task\":\"task-1\",\"tenure\":[1764000000000,2],\"worker\":\"worker-a\","
                + "\"state\":\"active\",\"status\":\"writing\",\"detail\":{\"section\":\"Ghosts\"}}");
  }

  @Test
  void tellsWhyWhenLeaving() {
    assertThat(AgentPresence.leaving("task-1", TENURE, LeaveReason.COMPLETED).toJson())
        .isEqualTo(
            "{\"role\":\"agent\",\"task\":\"task-1\",\"tenure\":[1764000000000,2],\"reason\":\"completed\"}");
  }

  @Test
  void comesBackFromTheWireAsItWas() {
    AgentPresence sent = AgentPresence.present(
        "task-1", TENURE, "worker-a", new Status(7, AgentState.HANDING_OFF, "x", Map.of("n", 1)));

    assertThat(AgentPresence.parse(sent.toJson())).contains(sent);
  }

  @Test
  void ignoresWhatALaterVersionAdds() {
    assertThat(
            AgentPresence.parse("{\"role\":\"agent\",\"task\":\"t\",\"tenure\":[1,1],\"new\":1}"))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "null",
        "[]",
        "{}",
        "{\"role\":\"user\",\"task\":\"t\",\"tenure\":[1,1]}",
        "{\"role\":\"agent\",\"tenure\":[1,1]}",
        "{\"role\":\"agent\",\"task\":\"t\"}",
        "{\"role\":\"agent\",\"task\":\"t\",\"tenure\":[1]}",
        "{\"role\":\"agent\",\"task\":\"t\",\"tenure\":[1,99999999999999999999]}",
        "{\"role\":\"agent\",\"task\":\"t\",\"tenure\":[-1,1]}",
        "{\"role\":\"agent\",\"task\":\"t\",\"tenure\":[null,1]}",
        "{\"role\":\"agent\",\"task\":\"t\",\"tenure\":[1,1],\"state\":\"asleep\"}"
      })
  void takesNothingThatIsNotAWellFormedAgentForOne(String data) {
    assertThat(AgentPresence.parse(data)).isEmpty();
  }

  @Test
  void refusesDataThatIsTooLargeForEverybodyWhoWatches() {
    Status chatty = new Status(1, AgentState.ACTIVE, "x".repeat(3000), Map.of());
    AgentPresence presence = AgentPresence.present("task-1", TENURE, "worker-a", chatty);

    assertThatThrownBy(presence::toJson)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must fit in 2048 bytes of JSON but was 3");
  }
}
