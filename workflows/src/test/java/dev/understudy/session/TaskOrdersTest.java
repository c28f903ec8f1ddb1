package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** What people send to tasks, as a program makes it. */
class TaskOrdersTest {
  private static final String LONG = "a".repeat(129);

  @Test
  void anOrderOfNobodyIsRefusedWhenItIsMade() {
    assertThatThrownBy(() -> new Control(" ", "lunch"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an order to a task must say who gives it: \"by\" must not be blank but was \" \"");
    assertThatThrownBy(() -> new Steering("", "shorter")).hasMessageEndingWith("but was \"\"");
    assertThatThrownBy(() -> new Answer(1, " ", true, "")).hasMessageContaining("who gives it");
    assertThatThrownBy(() -> new Control(LONG, "")).hasMessageContaining("but had 129");
    assertThatThrownBy(() -> new Steering(LONG, "shorter")).hasMessageContaining("but had 129");
  }

  @Test
  void aTextThatNoTaskTakesIsRefusedWhenItIsMade() {
    assertThatThrownBy(() -> new Steering("alice", " "))
        .hasMessage("a message must have a text, but \"text\" was \" \"");
    assertThatThrownBy(() -> new Steering("alice", "y".repeat(4097)))
        .hasMessage("a message must fit in 4096 bytes but was 4097: shorten it");
    assertThatThrownBy(() -> new Control("alice", "y".repeat(4097)))
        .hasMessage("\"why\" must fit in 4096 bytes but was 4097: shorten it");
  }

  @Test
  void aMisspeltKeyIsNamedWithThoseThatWouldBeRight() throws Exception {
    JsonNode order =
        new ObjectMapper().readTree("{\"by\":\"alice\",\"why\":\"\",\"sesion\":\"room:42\"}");

    assertThatThrownBy(() -> OrderFormat.requireControl(order))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this order to a task must be {\"by\": …, \"why\": …} but was"
            + " {\"by\":\"alice\",\"why\":\"\",\"sesion\":\"room:42\"}:"
            + " it has no key \"sesion\", but \"by\", \"session\", \"why\"");
  }
}
