package dev.understudy.samples.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Gap;
import dev.understudy.samples.watcher.Report.Sight;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class JudgeTest {
  private static final String ENDED = "completed";

  private final Judge judge = new Judge();

  @Test
  void knowsNobodyAtFirst() {
    assertThat(judge.verdict(100).clients()).isEmpty();
  }

  @Nested
  class WhenAnotherConnectionEnters {

    @Test
    void forgivesTheGhostThatLeavesAfterwards() {
      see(100, Action.enter, "a");
      see(500, Action.enter, "b");
      see(900, Action.leave, "a");

      assertThat(writerAt(1000)).isEqualTo(online());
    }

    @Test
    void countsTheTimeFromALeaveToTheNextEnter() {
      see(100, Action.enter, "a");
      see(500, Action.leave, "a");
      see(900, Action.enter, "b");

      assertThat(writerAt(1000).offlineMillis()).isEqualTo(400);
      assertThat(writerAt(1000).gaps()).containsExactly(new Gap(500, 900));
    }

    @Test
    void addsSeveralGapsUp() {
      see(100, Action.enter, "a");
      see(200, Action.leave, "a");
      see(210, Action.enter, "b");
      see(300, Action.leave, "b");
      see(330, Action.enter, "c");

      assertThat(writerAt(1000).offlineMillis()).isEqualTo(40);
      assertThat(writerAt(1000).gaps()).hasSize(2);
    }
  }

  @Nested
  class WhenAMemberIsMetForTheFirstTime {

    @Test
    void takesAnUpdateForAnEnter() {
      see(100, Action.update, "a");
      see(200, Action.update, "b");
      see(300, Action.leave, "a");

      assertThat(writerAt(400)).isEqualTo(online());
    }

    @Test
    void takesThoseWhoWereThereBeforeForEntered() {
      see(100, Action.present, "a");

      assertThat(writerAt(400)).isEqualTo(online());
    }

    @Test
    void ignoresALeave() {
      see(100, Action.leave, "a");

      assertThat(judge.verdict(400).clients()).isEmpty();
    }
  }

  @Nested
  class WhenTheLastMemberLeaves {

    @Test
    void endsWithItsGoodbye() {
      see(100, Action.enter, "a");
      leave(500, "a", ENDED);

      assertThat(writerAt(9000).offlineMillis()).isZero();
      assertThat(writerAt(9000).here()).isFalse();
    }

    @Test
    void endsWithItsGoodbyeThoughAGhostIsStillThere() {
      see(100, Action.enter, "a");
      see(200, Action.enter, "b");
      leave(500, "b", ENDED);
      see(900, Action.leave, "a");

      assertThat(writerAt(9000).offlineMillis()).isZero();
    }

    @Test
    void isOfflineUntilNowIfItSaidNothing() {
      see(100, Action.enter, "a");
      see(500, Action.leave, "a");

      assertThat(writerAt(900).offlineMillis()).isEqualTo(400);
    }

    @Test
    void isOfflineIfItMadePlaceForOneWhoNeverCame() {
      see(100, Action.enter, "a");
      leave(500, "a", "superseded");

      assertThat(writerAt(900).offlineMillis()).isEqualTo(400);
    }

    @Test
    void countsAGapIfItComesBackAfterItsGoodbye() {
      see(100, Action.enter, "a");
      leave(500, "a", ENDED);
      see(700, Action.enter, "b");

      assertThat(writerAt(900).offlineMillis()).isEqualTo(200);
    }
  }

  @Nested
  class WhenSeveralClientsAreThere {

    @Test
    void judgesEachByItself() {
      see(100, Action.enter, "a");
      judge.on(new Event(150, Action.enter, "reader", "a", data("")));
      see(500, Action.leave, "a");
      see(600, Action.enter, "b");

      assertThat(writerAt(900).offlineMillis()).isEqualTo(100);
      assertThat(judge.verdict(900).clients().get("reader")).isEqualTo(online());
    }
  }

  @Nested
  class WhenItsOwnConnectionIsLost {

    @Test
    void saysHowLongItSawNothing() {
      judge.on(new Sight(100, false, "disconnected"));
      judge.on(new Sight(150, false, "suspended"));
      judge.on(new Sight(300, true, "connected"));
      judge.on(new Sight(800, false, "disconnected"));

      assertThat(judge.verdict(900).blindMillis()).isEqualTo(300);
    }
  }

  private void see(long atMillis, Action action, String connectionId) {
    judge.on(new Event(atMillis, action, "writer", connectionId, data("")));
  }

  private void leave(long atMillis, String connectionId, String reason) {
    judge.on(new Event(atMillis, Action.leave, "writer", connectionId, data(reason)));
  }

  private ClientVerdict writerAt(long nowMillis) {
    return Objects.requireNonNull(judge.verdict(nowMillis).clients().get("writer"));
  }

  private static ClientVerdict online() {
    return new ClientVerdict(0, List.of(), true);
  }

  private static ObjectNode data(String reason) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    return reason.isEmpty() ? data : data.put("reason", reason);
  }
}
