package dev.understudy.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
