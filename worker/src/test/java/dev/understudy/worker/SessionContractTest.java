package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.presence.AgentState;
import dev.understudy.presence.User;
import dev.understudy.session.Answer;
import dev.understudy.session.Control;
import dev.understudy.session.SessionView;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a session does, whether in the memory of the test kit or over Ably. */
class SessionContractTest {
  @Nested
  class InMemory extends Contract {
    @Override
    SessionPlace open() {
      return new MemoryPlace();
    }
  }

  @Nested
  class OverAbly extends Contract {
    @Override
    SessionPlace open() {
      return new AblyPlace();
    }
  }

  abstract static class Contract {
    private SessionPlace place;
    private WorkflowStub visit;

    abstract SessionPlace open();

    @BeforeEach
    void visit() {
      place = open();
      WorkflowOptions options = WorkflowOptions.newBuilder()
          .setTaskQueue(place.taskQueue())
          .setWorkflowId("visit-1")
          .build();
      WorkflowClient client = place.client();
      WorkflowClient.start(client.newWorkflowStub(Visit.class, options)::pay);
      visit = client.newUntypedWorkflowStub("visit-1");
      until(() -> place.shown().equals("arriving (active)"));
    }

    /** A visit that goes on would keep its worker, which would look for another to relay its agent to. */
    @AfterEach
    void close() {
      try {
        visit.cancel();
      } catch (WorkflowNotFoundException over) {
        // all the better
      }
      place.close();
    }

    private static void until(Callable<Boolean> condition) {
      await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    private SessionView view() {
      return visit.query("session", SessionView.class);
    }

    private List<User> seen() {
      return view().agents().stream()
          .flatMap(agent -> agent.sees().people().users().stream())
          .toList();
    }

    private boolean sees(String user, int devices) {
      return seen().stream()
          .anyMatch(one -> one.clientId().equals(user) && one.devices() == devices);
    }

    private void assertLeft(String how) {
      until(() -> place.stays().size() == 2);
      assertThat(place.stays()).containsExactly("enters", "leaves as " + how);
      assertThat(place.shown()).isEmpty();
    }

    @Test
    void anAgentShowsWhatItDoesAndLeavesAsCompleted() {
      visit.signal("tell", "reading");
      until(() -> place.shown().equals("reading (active)"));
      visit.signal("tell", "done");

      assertThat(visit.getResult(String.class)).isEqualTo("done");
      assertLeft("completed");
    }

    @Test
    void anAgentLeavesAsFailedWithItsTask() {
      visit.signal("tell", "fail");

      assertThatThrownBy(() -> visit.getResult(String.class)).hasStackTraceContaining("no way");
      assertLeft("failed");
    }

    @Test
    void anAgentLeavesAsCancelledWithItsTask() {
      visit.update("cancel", Void.class, new Control("alice", "enough"));

      assertThatThrownBy(() -> visit.getResult(String.class))
          .hasCauseInstanceOf(CanceledFailure.class);
      assertLeft("cancelled");
    }

    @Test
    void aTaskSeesPeopleOnTheirDevicesAndPausesWhenTheLastHasLeft() {
      place.enters("alice", "laptop");
      until(() -> sees("alice", 1));
      place.enters("alice", "phone");
      until(() -> sees("alice", 2));
      place.leaves("alice", "laptop");
      until(() -> sees("alice", 1));
      assertThat(view().state()).isEqualTo(AgentState.ACTIVE);

      place.leaves("alice", "phone");
      until(() -> place.shown().equals("arriving (paused)"));
      assertThat(seen()).isEmpty();
      place.enters("bob", "phone");
      until(() -> place.shown().equals("arriving (active)"));
      assertThat(view().agents().get(0).sees().absences()).hasSize(1);
    }

    @Test
    void whatIsOutOfViewIsNotAbsent() {
      place.enters("alice", "laptop");
      until(() -> sees("alice", 1));

      place.losesView();
      visit.signal("tell", "reading");
      place.seesAgain();
      place.enters("bob", "phone");

      until(() -> sees("bob", 1));
      assertThat(sees("alice", 1)).isTrue();
      until(() -> place.shown().equals("reading (active)"));
      assertThat(view().agents().get(0).sees().absences()).isEmpty();
      assertThat(place.stays()).containsExactly("enters");
    }

    @Test
    void aTaskIsPausedByAPersonAndGoesOn() {
      visit.update("pause", Void.class, new Control("alice", "lunch"));
      until(() -> place.shown().equals("arriving (paused)"));
      visit.signal("tell", "reading");
      visit.update("resume", Void.class, new Control("alice", "back"));

      until(() -> place.shown().equals("reading (active)"));
    }

    @Test
    void aTaskAsksAndPublishesWhatIsApproved() {
      visit.signal("tell", "ask");
      until(() -> place.shown().equals("arriving (asking)"));
      long question = view().questions().get(0).id();
      visit.update("answer", Void.class, new Answer(question, "alice", true, ""));

      until(() -> place.said().equals(List.of("report approved by alice")));
      until(() -> place.shown().equals("arriving (active)"));
    }

    @Test
    void anAgentStaysWhenItsTaskContinuesAsNew() {
      visit.signal("tell", "reading");
      String firstRun = visit.describe().getExecution().getRunId();
      visit.signal("tell", "again");
      until(() -> !visit.describe().getExecution().getRunId().equals(firstRun));
      visit.signal("tell", "writing");
      until(() -> place.shown().startsWith("writing"));
      place.enters("alice", "laptop");
      until(() -> sees("alice", 1));

      assertThat(place.stays()).containsExactly("enters");
    }
  }
}
