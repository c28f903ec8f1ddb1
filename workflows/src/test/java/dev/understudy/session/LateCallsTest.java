package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.testing.Said;
import io.temporal.failure.CanceledFailure;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What tasks ask of a session too late. */
class LateCallsTest extends PeopleTaskTest {
  @Test
  void whatIsSaidOnceTheTaskIsCancelledGoesOutAndNothingIsWaitedFor() {
    keep("late-once-cancelled");
    task.cancel();

    assertThatThrownBy(() -> task.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(room.story()).contains("keeper shows tidying");
    assertThat(room.agent("keeper").said())
        .map(Said::toString)
        .containsExactly(
            "bye x",
            "outcomes [status: done, publish: done, checkpoint: cancelled, sleep: cancelled,"
                + " awaitPeople: cancelled, awaitPeople who are there: cancelled,"
                + " awaitPeople for a while: cancelled, ask: cancelled, interruptible: cancelled]");
  }

  @Test
  void nobodyIsFollowedInAClosedSession() {
    keep("late-once-closed");

    assertThat(story())
        .isEqualTo(Collections.nCopies(
            4,
            "the session of keeper in room:42 is closed: do this before it is, or open another"));
  }
}
