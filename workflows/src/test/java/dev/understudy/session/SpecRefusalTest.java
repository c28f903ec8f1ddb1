package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.refusal.Refusal;
import io.temporal.failure.ApplicationFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecRefusalTest {
  @Test
  void endsATaskAtOnceInsteadOfHoldingIt() {
    assertThatThrownBy(() -> SessionSpec.on("[room"))
        .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
          assertThat(failure.isNonRetryable()).isTrue();
          assertThat(failure.getType()).isEqualTo(Refusal.TYPE);
          assertThat(failure.getOriginalMessage())
              .isEqualTo("a session's name does not start with '[' or ':' but was \"[room\"");
        });
  }

  @Test
  void saysWhatASpecCannotShow() {
    SessionSpec spec = SessionSpec.on("room:42").as("runner");

    assertThatThrownBy(() -> spec.showing(" "))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("a status must not be blank but was \" \"");
    assertThatThrownBy(() -> spec.showing("reading", Map.of("page", "3".repeat(1024))))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("a status must fit in 1024 bytes of JSON");
    assertThatThrownBy(() -> spec.showing("reading", Map.of("page", new Object())))
        .hasMessageContaining("a status has a value that JSON cannot hold: status.detail.page");
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller whose build does not look for nulls may pass
  void saysWhatMustNotBeNull() {
    assertThatThrownBy(() -> Audience.users((String[]) null))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("the clientIds of an audience must not be null");
    assertThatThrownBy(() -> Audience.users("alice", null))
        .hasMessageContaining("a clientId of an audience must not be null");
    assertThatThrownBy(() -> Audience.withRole(null))
        .hasMessageContaining("an audience's role must not be null");
    assertThatThrownBy(() -> new SessionSpec.InSession(null))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("a session's name must not be null");
    assertThatThrownBy(() -> SessionSpec.on(null)).hasMessageContaining("a session needs a name");
    assertThatThrownBy(() -> SessionSpec.on("room:42").as(null))
        .hasMessageContaining("an agent needs a name");

    assertThatThrownBy(() -> Abandonment.ignored().waitForFirstArrival(null))
        .hasMessageContaining("the first arrival's limit must not be null");
  }

  @Test
  void whoeverAttendsOutsideAWorkflowIsToldWhatToUseThere() {
    SessionSpec spec = SessionSpec.on("room:42").as("keeper");

    assertThatThrownBy(() -> AgentSession.attend(spec, session -> "done"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no workflow runs on this thread")
        .hasMessageContaining("SessionRoster");
  }
}
