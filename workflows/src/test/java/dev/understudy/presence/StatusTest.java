package dev.understudy.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static Status own(long sequence) {
    return new Status(sequence, AgentState.ACTIVE, "x", Map.of());
  }

  private static Status inStep(long sequence, long step, int attempt, long count) {
    return new Status(
        sequence, AgentState.ACTIVE, "x", Map.of(), new StepMoment(step, attempt, count));
  }

  /** A task that shows something, takes two steps, the first in two attempts, and shows more. */
  private static final List<Status> IN_ORDER = List.of(
      Status.NONE,
      own(5),
      inStep(5, 1, 1, 1),
      inStep(5, 1, 1, 2),
      inStep(5, 1, 2, 1),
      inStep(5, 2, 1, 1),
      own(6));

  @Test
  void isNewerThanWhateverWasSaidBefore() {
    for (int newer = 0; newer < IN_ORDER.size(); newer++) {
      for (int older = 0; older < IN_ORDER.size(); older++) {
        assertThat(IN_ORDER.get(newer).isNewerThan(IN_ORDER.get(older)))
            .as("%s after %s", IN_ORDER.get(newer), IN_ORDER.get(older))
            .isEqualTo(newer > older);
      }
    }
  }

  @Test
  void isTheLastInWhateverOrderTheyArrive() {
    for (int round = 0; round < 100; round++) {
      List<Status> arriving = new ArrayList<>(IN_ORDER);
      Collections.shuffle(arriving, new Random(round));

      Status shown = arriving.stream()
          .reduce((last, next) -> next.isNewerThan(last) ? next : last)
          .orElseThrow();

      assertThat(shown).as("round %d", round).isEqualTo(own(6));
    }
  }

  @Test
  void standsOnTheWireAsEverUnlessAStepSaidIt() {
    StatusMessage message = new StatusMessage("task-1", own(5));

    assertThat(message.toJson())
        .isEqualTo("{\"task\":\"task-1\",\"status\":"
            + "{\"sequence\":5,\"state\":\"active\",\"text\":\"x\",\"detail\":{}}}");
    assertThat(message.id()).isEqualTo("task-1:5");
  }

  @Test
  void tellsOnTheWireWhenAStepSaidIt() {
    StatusMessage message = new StatusMessage("task-1", inStep(5, 3, 2, 7));

    assertThat(message.toJson()).contains("\"detail\":{},\"step\":[3,2,7]}");
    assertThat(message.id()).isEqualTo("task-1:5:3.2.7");
    assertThat(StatusMessage.parse(message.toJson())).contains(message);
  }

  @Test
  void isNoStatusIfItsMomentIsNone() {
    String json = new StatusMessage("task-1", inStep(5, 3, 2, 7)).toJson();

    assertThat(StatusMessage.parse(json.replace("[3,2,7]", "[3,2]"))).isEmpty();
    assertThat(StatusMessage.parse(json.replace("[3,2,7]", "[0,2,7]"))).isEmpty();
    assertThatThrownBy(() -> new StepMoment(1, 0, 1))
        .hasMessage("a step's moment counts from [1, 1, 1] but was [1, 0, 1]");
  }

  @Test
  void saysWhichValueIsNoJsonAndWhatWouldBe() {
    assertThatThrownBy(() -> showing(Map.of("at", Instant.EPOCH)).toJson())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a status has a value that JSON cannot hold: status.detail.at, of type java.time.Instant:"
                + " turn it into a text, a number, a list or a map");
  }

  @Test
  void doesNotNameEveryTurnOfACycle() {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("s", detail);

    assertThatThrownBy(() -> showing(detail).toJson())
        .hasMessage("a status has a value that JSON cannot hold: detail.s.s.s.s.s.s.s…,"
            + " which is nested too deeply, or in itself");
  }

  private static StatusMessage showing(Map<String, Object> detail) {
    return new StatusMessage("task-1", new Status(1, AgentState.ACTIVE, "reading", detail));
  }

  @Test
  void isNotReadIfItIsLargerThanAnyOfOurs() {
    String json =
        new StatusMessage("task-1", new Status(1, AgentState.ACTIVE, "reading", Map.of())).toJson();

    assertThat(StatusMessage.parse(json.replace("reading", "r".repeat(1024)))).isEmpty();
  }
}
