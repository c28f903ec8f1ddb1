package dev.understudy.samples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.User;
import dev.understudy.samples.docs.Report.ReportImpl;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.SessionTestExtension;
import dev.understudy.testing.TestRoom;
import dev.understudy.testing.TestTask;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/testing.md: run here, and compared with the page by {@link DocsTest}. */
class TestingExamplesTest {
  private final Report.Steps steps = topic -> "On " + topic + ". ";

  @RegisterExtension
  final SessionTestExtension sessions =
      SessionTestExtension.of(SessionTest.forWorkflow(ReportImpl.class).withSteps(steps));

  @Test
  void givesUpWhenNobodyComesBackForADay(SessionTest test) {
    TestRoom room = test.room("room:42");
    TestTask task = test.start(Report.class, report -> report.write("room:42", List.of("fish")));
    room.enters("alice");
    room.leaves("alice");

    test.skip(Duration.ofSeconds(31));
    assertThat(task.isPaused()).isTrue();
    test.skip(Duration.ofHours(24));
    assertThat(task.leftAs()).contains(LeaveReason.ABANDONED);
  }

  @Test
  void seesWhoIsThere(SessionTest test) {
    TestRoom room = test.room("room:42");
    TestTask task = test.start(Report.class, report -> report.write("room:42", List.of("fish")));
    room.enters("alice", "laptop");
    room.enters("alice", "phone");
    room.entersAs("editor", "bob");

    People seen = task.view().agents().get(0).sees().people();
    assertThat(seen.users()).extracting(User::clientId).containsExactly("alice", "bob");
    assertThat(seen.user("alice").orElseThrow().devices()).isEqualTo(2);
  }

  @Test
  void publishesWhatAliceApproves(SessionTest test) {
    TestRoom room = test.room("room:42");
    TestTask task = test.start(Report.class, report -> report.write("room:42", List.of("fish")));
    room.enters("alice", "laptop");

    task.approve("alice");

    assertThat(task.result(String.class)).isEqualTo("On fish. ");
    assertThat(room.story())
        .containsSubsequence(
            "writer enters",
            "writer shows reading {topic=fish}",
            "writer says report On fish. ",
            "writer leaves as completed");
  }

  @Test
  void doesNotMistakeALostConnectionForAnAbsence(SessionTest test) {
    TestRoom room = test.room("room:42");
    TestTask task = test.start(Report.class, report -> report.write("room:42", List.of("fish")));
    room.enters("alice");

    room.losesView();
    test.skip(Duration.ofHours(2));
    assertThat(task.isPaused()).isFalse();

    room.leaves("alice");
    room.seesAgain();
    test.skip(Duration.ofSeconds(31));
    assertThat(task.isPaused()).isTrue();
  }

  @Test
  void failsWhenAblyRefusesTheWriter(SessionTest test) {
    test.room("room:42").refuses("no capability (40160)");

    TestTask task = test.start(Report.class, report -> report.write("room:42", List.of("fish")));

    assertThatThrownBy(() -> task.result(String.class))
        .hasStackTraceContaining("writer is not present in room:42: no capability (40160)");
  }

  @Test
  void worksWithoutJUnit() {
    try (SessionTest test =
        SessionTest.forWorkflow(ReportImpl.class).withSteps(steps).open()) {
      TestTask task = test.start(Report.class, report -> report.write("room:42", List.of()));
      task.pause("alice", "lunch");
      assertThat(task.view().pausedBy()).isPresent();
    }
  }
}
