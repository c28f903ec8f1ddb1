package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.User;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.client.WorkflowFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestRoomTest {
  @RegisterExtension
  final SessionTestExtension sessions = SessionTestExtension.of(
      SessionTest.forWorkflow(Patrol.Impl.class).withSteps((Patrol.Gate) () -> {}));

  private SessionTest test;
  private TestRoom room;
  private TestAgent guard;

  @BeforeEach
  void enter(SessionTest opened) {
    test = opened;
    room = test.room("room:42");
    guard = room.agent("guard");
  }

  private TestTask walk() {
    return test.start(Patrol.class, patrol -> patrol.walk("room:42", "guard"));
  }

  private static List<User> seenBy(TestTask task) {
    return task.view().agents().get(0).sees().people().users();
  }

  private static User alice(int devices) {
    return new User("alice", devices, Optional.empty());
  }

  @Test
  void peopleComeAndGoOnSeveralDevices() {
    room.enters("alice", "laptop");
    TestTask task = walk();
    assertThat(seenBy(task)).containsExactly(alice(1));

    room.enters("alice", "phone");
    room.entersAs("editor", "bob");
    assertThat(seenBy(task)).containsExactly(alice(2), new User("bob", 1, Optional.of("editor")));

    room.leaves("alice", "laptop");
    room.leaves("bob");
    assertThat(seenBy(task)).containsExactly(alice(1));
    assertThat(room.people().users()).containsExactly(alice(1));
  }

  @Test
  void whoLeavesFromAllDevicesLeavesAtOnce() {
    TestTask task = walk();
    room.enters("alice", "laptop");
    room.enters("alice", "phone");
    room.leaves("alice");

    assertThat(task.view().agents().get(0).sees().absences())
        .singleElement()
        .satisfies(absence -> assertThat(absence.last()).containsExactly(alice(2)));
  }

  @Test
  void severalMayComeAndGoInOneChange() {
    TestTask task = walk();
    room.enters("alice");

    room.atOnce(() -> {
      room.leaves("alice");
      room.enters("alice", "phone");
    });

    assertThat(seenBy(task)).containsExactly(alice(1));
    assertThat(task.view().agents().get(0).sees().absences()).isEmpty();
  }

  @Test
  void whatIsOutOfViewIsNotAbsent() {
    TestTask task = walk();
    room.enters("alice");
    room.losesView();
    room.leaves("alice");
    test.skip(Duration.ofHours(5));
    assertThat(task.isPaused()).isFalse();
    assertThat(seenBy(task)).containsExactly(alice(1));

    room.seesAgain();
    assertThat(seenBy(task)).isEmpty();
    test.skip(Duration.ofSeconds(31));
    assertThat(task.isPaused()).isTrue();
  }

  @Test
  void nothingIsDecidedBySomebodyWhoCannotLook() {
    TestTask task = walk();
    room.enters("alice");
    room.leaves("alice");
    room.losesView();
    test.skip(Duration.ofHours(30));
    assertThat(task.isPaused()).isFalse();

    room.seesAgain();
    assertThat(task.isPaused()).isTrue();
  }

  @Test
  void agentsEnterOnceTheSessionIsInView() {
    room.losesView();
    TestTask task = walk();
    assertThat(guard.isPresent()).isFalse();
    assertThat(task.view().agents()).hasSize(1);

    test.skip(Duration.ofMinutes(5));
    room.seesAgain();
    assertThat(guard.stays())
        .singleElement()
        .satisfies(stay -> assertThat(stay.enteredAt()).isAfter(test.now().minusSeconds(60)));
  }

  @Test
  void remembersWhatAgentsShowed() {
    TestTask task = walk();
    task.stub().signal("tell", "looking");
    task.pause("alice", "lunch");

    assertThat(guard.shown()).extracting(Status::text).contains("walking", "looking");
    assertThat(guard.status()).map(Status::state).contains(AgentState.PAUSED);
    assertThat(room.story())
        .containsExactly(
            "guard enters showing walking", "guard shows looking", "guard shows looking (paused)");
  }

  @Test
  void remembersWhenAgentsCameAndWhyTheyLeft() {
    TestTask task = walk();
    assertThat(guard.isPresent()).isTrue();
    test.skip(Duration.ofHours(1));
    task.stub().signal("tell", "done");

    assertThat(guard.stays()).singleElement().satisfies(stay -> {
      assertThat(stay.task()).isEqualTo(task.id());
      assertThat(Duration.between(stay.enteredAt(), stay.leftAt().orElseThrow()))
          .isBetween(Duration.ofHours(1), Duration.ofHours(1).plusMinutes(1));
    });
    assertThat(guard.leftAs()).contains(LeaveReason.COMPLETED);
    assertThat(task.leftAs()).contains(LeaveReason.COMPLETED);
  }

  @Test
  void anAgentThatIsTakenOverStays() {
    TestTask task = walk();
    Tenure before = guard.tenure().orElseThrow();
    guard.getsTakenOver();
    room.enters("alice");

    assertThat(before.isSupersededBy(guard.tenure().orElseThrow())).isTrue();
    assertThat(guard.stays()).hasSize(1);
    assertThat(seenBy(task)).containsExactly(alice(1));
  }

  @Test
  void anAgentStaysWhenItsTaskContinuesAsNew() {
    TestTask task = walk();
    room.enters("alice");
    task.stub().signal("tell", "again");
    task.awaits(view -> !view.agents().isEmpty());

    assertThat(seenBy(task)).containsExactly(alice(1));
    assertThat(guard.stays()).hasSize(1);
    room.leaves("alice");
    test.skip(Duration.ofMinutes(1));
    assertThat(task.isPaused()).isTrue();
  }

  @Test
  void anAgentWhoseTaskForgotItLeaves() {
    TestTask forgetful = walk();
    forgetful.stub().signal("tell", "forget");
    assertThat(guard.leftAs()).contains(LeaveReason.COMPLETED);

    TestTask terminated = walk();
    terminated.stub().terminate("enough");
    assertThat(guard.leftAs()).contains(LeaveReason.TERMINATED);
    assertThat(terminated.leftAs()).contains(LeaveReason.TERMINATED);
    assertThat(forgetful.leftAs()).contains(LeaveReason.COMPLETED);
  }

  @Test
  void severalTasksMeetInOneRoom() {
    TestTask one = walk();
    TestTask other = test.start(Patrol.class, patrol -> patrol.walk("room:42", "cook"));
    room.enters("alice");
    one.stub().signal("tell", "done");
    room.leaves("alice");
    test.skip(Duration.ofMinutes(1));

    assertThat(other.isPaused()).isTrue();
    assertThat(one.isOver()).isTrue();
    assertThat(room.agent("cook").isPresent()).isTrue();
  }

  @Nested
  class WhenAblyRefuses {
    @Test
    void theTaskFails() {
      room.refuses("no capability (40160)");
      TestTask task = walk();
      task.stub().signal("tell", "looking");

      assertThatThrownBy(() -> task.result(Void.class))
          .isInstanceOf(WorkflowFailedException.class)
          .hasStackTraceContaining("guard is not present in room:42: no capability (40160)");
      assertThat(guard.stays()).isEmpty();
      room.refusesNobody();
      walk();
      assertThat(guard.isPresent()).isTrue();
    }

    @Test
    void anAgentThatWasThereLeaves() {
      TestTask task = walk();
      guard.getsRefused("the key was revoked (40141)");
      task.stub().signal("tell", "looking");

      assertThatThrownBy(() -> task.result(Void.class))
          .hasStackTraceContaining("guard is not present in room:42: the key was revoked (40141)");
      assertThat(guard.leftAs()).contains(LeaveReason.FAILED);
    }

    @Test
    void theSecondOfThatName() {
      TestTask first = walk();
      TestTask second = walk();
      second.stub().signal("tell", "looking");

      assertThatThrownBy(() -> second.result(Void.class))
          .hasStackTraceContaining(
              "another guard is in room:42, on behalf of task %s already".formatted(first.id()))
          .satisfies(refused ->
              assertThat(Refusal.codeOf(refused)).contains(RefusalCode.AGENT_HELD_BY_ANOTHER_TASK));
      assertThat(guard.stays()).singleElement().extracting(Stay::task).isEqualTo(first.id());
    }
  }

  @Nested
  class WhatNoSessionCanDo {
    @Test
    void peopleWhoDoNotComeDoNotLeave() {
      assertThatThrownBy(() -> room.leaves("alice"))
          .hasMessage("alice cannot leave room:42 without having entered it");
      assertThatThrownBy(() -> room.leaves("alice", "phone"))
          .hasMessage(
              "alice cannot leave room:42 on phone without having entered it there: alice is not there at all");
    }

    @Test
    void aDeviceEntersAndLeavesOnce() {
      room.enters("alice", "laptop");
      assertThatThrownBy(() -> room.enters("alice", "laptop"))
          .hasMessageStartingWith("alice cannot enter room:42 on laptop twice");
      room.enters("alice", "phone");
      room.leaves("alice", "phone");
      assertThatThrownBy(() -> room.leaves("alice", "phone"))
          .hasMessageEndingWith("there is alice on laptop");
      assertThat(room.story())
          .containsExactly(
              "alice enters on laptop", "alice enters on phone", "alice leaves on phone");
    }

    @Test
    void anAgentIsNoUser() {
      walk();
      assertThatThrownBy(() -> room.enters("guard"))
          .hasMessage("guard is an agent in room:42: give the user another name");
      assertThatThrownBy(() -> room.enters(" "))
          .hasMessage("a user's name must not be blank but was \" \"");
    }

    @Test
    void noAgentEntersUnderAUsersName() {
      room.enters("guard");
      assertThatThrownBy(TestRoomTest.this::walk)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "guard cannot enter room:42 as an agent, where a user has that name: give one of them another");
    }

    @Test
    void namesAreNamesThatAblyTakes() {
      assertThatThrownBy(() -> test.room(" "))
          .hasMessageStartingWith("a session's name is not blank");
      assertThatThrownBy(() -> test.room("[x]")).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> room.agent("*")).hasMessageStartingWith("an agent's name is from 1");
      assertThatThrownBy(() -> room.enters("*"))
          .hasMessage("a user's name must not be \"*\", which is Ably's word for anybody");
      assertThatThrownBy(() -> room.enters("alice", ""))
          .hasMessage("a device's name must not be blank but was \"\"");
      assertThatThrownBy(() -> room.entersAs("agent", "alice"))
          .hasMessage("a role must not be \"agent\": no agent is a user");
      assertThatThrownBy(() -> room.entersAs(" ", "alice"))
          .hasMessage("a role must not be blank but was \" \"");
      assertThat(room.story()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // as a caller whose build does not look for nulls
    void nothingIsMissing() {
      assertThatThrownBy(() -> test.room(null)).hasMessage("a session needs a name");
      assertThatThrownBy(() -> room.enters(null)).hasMessage("a user needs a name");
      assertThatThrownBy(() -> room.enters("alice", null)).hasMessage("a device needs a name");
      assertThatThrownBy(() -> room.entersAs(null, "alice")).hasMessage("a role needs a name");
      assertThatThrownBy(() -> room.refuses(null)).hasMessage("a refusal needs what Ably says");
      assertThatThrownBy(() -> test.skip(null)).hasMessage("say how long to skip");
      assertThatThrownBy(() -> test.task(null)).hasMessage("a task needs a workflow id");
    }

    @Test
    void nothingElseHappensAtOnceWithPeople() {
      TestTask task = walk();
      TestRoom other = test.room("room:43");
      String sentence = "people come and go at once: nothing else may happen before that is over";
      List<ThrowingCallable> others = List.of(
          () -> task.pause("alice", "lunch"),
          () -> test.skip(Duration.ofSeconds(1)),
          () -> task.stub().signal("tell", "looking"),
          () -> other.enters("alice"),
          room::story,
          this::walkToo);

      room.atOnce(() -> others.forEach(one -> assertThatThrownBy(one).hasMessage(sentence)));
      assertThat(other.story()).isEmpty();
    }

    private void walkToo() {
      var unused = walk();
    }

    @Test
    void theViewIsLostOnceAndComesBackOnce() {
      assertThatThrownBy(room::seesAgain)
          .hasMessage("room:42 is in view: it has to be lost to come back");
      room.losesView();
      assertThatThrownBy(room::losesView)
          .hasMessage("room:42 is out of view already: let it come back first");
    }

    @Test
    void whoIsNotThereIsNeitherRefusedNorTakenOver() {
      assertThatThrownBy(() -> guard.getsRefused("why"))
          .hasMessage("guard is not present in room:42");
      assertThatThrownBy(guard::getsTakenOver).hasMessage("guard is not present in room:42");
    }
  }
}
