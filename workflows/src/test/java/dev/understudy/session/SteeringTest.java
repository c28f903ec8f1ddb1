package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.history.Recorded;
import io.temporal.failure.CanceledFailure;
import org.junit.jupiter.api.Test;

/** What people tell tasks at work. */
class SteeringTest extends PeopleTaskTest {
  @Test
  void messagesAreCountedOnWhenTheTaskContinuesAsNew() {
    keep("continue");
    task.update("steer", Long.class, new Steering("alice", "shorter"));
    task.update("steer", Long.class, new Steering("alice", "still shorter"));
    task.signal("wrapUp");
    assertThat(view().agents().size() == 1).isTrue();

    assertThat(view().messagesTaken()).isEqualTo(1);
    assertThat(task.update("steer", Long.class, new Steering("bob", "in French")))
        .isEqualTo(3);
    task.signal("wrapUp");
    assertThat(story()).containsExactly("done");
  }

  @Test
  @Recorded("steered")
  void messagesAreTakenInOrderAndCounted() {
    keep("steered");
    assertThat(task.update("steer", Long.class, new Steering("alice", "shorter")))
        .isEqualTo(1);
    assertThat(task.update("steer", Long.class, new Steering("bob", "in French")))
        .isEqualTo(2);
    assertThat(view().messagesTaken()).isZero();

    task.signal("wrapUp");

    assertThat(story()).containsExactly("alice: shorter", "bob: in French");
    assertThat(view().messagesTaken()).isEqualTo(2);
  }

  @Test
  void messagesThatATaskNeverTookAreToldInItsView() {
    keep("work");
    task.update("steer", Long.class, new Steering("alice", "shorter"));
    task.signal("wrapUp");

    assertThat(story()).containsExactly("done");
    assertThat(view().messagesTaken()).isZero();
    assertThat(view().messagesWaiting()).isEqualTo(1);
  }

  @Test
  void aTaskThatCleansUpTakesNoMessages() {
    keep("tidy");
    task.update("pause", Void.class, new Control("alice", "lunch"));
    task.update("cancel", Void.class, new Control("alice", "wrong question"));

    assertThatThrownBy(
            () -> task.update("steer", Long.class, new Steering("alice", "rather quickly")))
        .hasStackTraceContaining("the task is cancelled already, by alice: it is cleaning up");
    assertThatThrownBy(() -> task.getResult(String[].class))
        .hasCauseInstanceOf(CanceledFailure.class);
  }
}
