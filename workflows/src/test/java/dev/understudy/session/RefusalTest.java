package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.presence.AttendanceActivities;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;

class RefusalTest {
  @Test
  void endsATaskAtOnceInsteadOfHoldingIt() {
    assertThatThrownBy(() -> SessionSpec.on("[room"))
        .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
          assertThat(failure.isNonRetryable()).isTrue();
          assertThat(failure.getType()).isEqualTo(AttendanceActivities.REFUSED);
          assertThat(failure.getOriginalMessage())
              .isEqualTo("a session's name does not start with '[' or ':' but was \"[room\"");
        });
  }
}
