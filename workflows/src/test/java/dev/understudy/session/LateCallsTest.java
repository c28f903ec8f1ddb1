package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What tasks ask of a session too late. */
class LateCallsTest extends VigilTest {
  @Test
  void nobodyIsFollowedInAClosedSession() {
    keep("late-once-closed");

    assertThat(story())
        .isEqualTo(Collections.nCopies(
            4,
            "the session of keeper in room:42 is closed: do this before it is, or open another"));
  }
}
