package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.presence.LeaveReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SessionTestTest {
  @RegisterExtension
  final SessionTestExtension sessions = SessionTestExtension.of(
      SessionTest.forWorkflow(Report.Impl.class).withSteps((Report.Steps) topic -> "on " + topic));

  @Test
  void givesUpWhenNobodyComesBackForADay(SessionTest test) {
    TestRoom room = test.room("room:42");
    TestTask task = test.start(Report.class, report -> report.write("room:42"));
    room.enters("alice");
    room.leaves("alice");

    test.skip(Duration.ofSeconds(31));
    assertThat(task.isPaused()).isTrue();
    test.skip(Duration.ofHours(24));
    assertThat(task.leftAs()).contains(LeaveReason.ABANDONED);
  }

  @Test
  void asksAndPublishes(SessionTest test) {
    TestRoom room = test.room("room:42");
    TestTask task = test.start(Report.class, report -> report.write("room:42"));
    room.enters("alice");

    test.skip(Duration.ofMinutes(10));
    task.approve("alice");

    assertThat(task.result(String.class)).isEqualTo("on fish");
    assertThat(room.story())
        .containsExactly(
            "writer enters",
            "writer shows drafting",
            "alice enters",
            "writer shows drafting {question=Publish this?} (asking)",
            "writer shows drafting",
            "writer says report on fish",
            "writer leaves as completed");
  }

  @Test
  void isClosedOnce(SessionTest test) {
    TestRoom room = test.room("room:42");
    TestTask task = test.start(Report.class, report -> report.write("room:42"));
    test.close();
    test.close();

    String sentence = "the test is closed: nothing happens in it any more";
    assertThatThrownBy(() -> room.enters("alice")).hasMessage(sentence);
    assertThatThrownBy(room::story).hasMessage(sentence);
    assertThatThrownBy(() -> task.pause("alice", "lunch")).hasMessage(sentence);
    assertThatThrownBy(task::view).hasMessage(sentence);
    assertThatThrownBy(() -> test.skip(Duration.ofDays(1))).hasMessage(sentence);
    assertThatThrownBy(test::settle).hasMessage(sentence);
    assertThatThrownBy(test::client).hasMessage(sentence);
  }
}
