package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that wait for a time, or for something until then. */
class WaitsTest extends PeopleTaskTest {
  @ParameterizedTest
  @ValueSource(strings = {"work", "sleep", "ask", "wait-a-while"})
  void aTaskThatWaitsForATimeIsCancelledWithoutAWord(String part) {
    keep(part);
    task.cancel();

    assertThatThrownBy(() -> task.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
  }

  @Test
  void timeStandsStillWhileATaskIsPaused() {
    keep("sleep");
    sees(alice(1));
    test.skip(Duration.ofMinutes(4));
    task.update("pause", Void.class, new Control("alice", "lunch"));
    test.skip(Duration.ofMinutes(60));
    task.update("resume", Void.class, new Control("alice", "back"));

    assertThat(story()).containsExactly("active 10", "all 70");
  }

  @Test
  void aTimeOfNoFullMillisecondsLeavesNoTimerOfNothing() {
    keep("sleep-a-third");
    assertThat(story()).isEmpty();

    assertThat(client.fetchHistory(TASK).getEvents())
        .filteredOn(HistoryEvent::hasTimerStartedEventAttributes)
        .singleElement()
        .extracting(timer ->
            Durations.toMillis(timer.getTimerStartedEventAttributes().getStartToFireTimeout()))
        .isEqualTo(334L);
  }

  @Test
  void aWaitForPeopleThatEndsEarlyLeavesNoTimer() {
    keep("wait-a-while");
    sees(bob());

    assertThat(story()).isEmpty();
    assertThat(count(HistoryEvent::hasTimerStartedEventAttributes)).isEqualTo(1);
    assertThat(count(HistoryEvent::hasTimerCanceledEventAttributes)).isEqualTo(1);
  }

  @Test
  void anAnswerLeavesNoTimerOfItsQuestion() {
    keep("ask");
    assertThat(!view().questions().isEmpty()).isTrue();
    long question = view().questions().get(0).id();
    task.update("answer", Void.class, new Answer(question, "bob", true, "fine"));

    assertThat(story()).hasSize(1);
    assertThat(count(HistoryEvent::hasTimerStartedEventAttributes)).isEqualTo(1);
    assertThat(count(HistoryEvent::hasTimerCanceledEventAttributes)).isEqualTo(1);
  }

  private long count(Predicate<HistoryEvent> kind) {
    return client.fetchHistory(TASK).getEvents().stream().filter(kind).count();
  }
}
