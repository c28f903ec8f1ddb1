package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.step.AgentStep;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What steps show while they run, on a real worker and over real sockets. */
class AgentStatusTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final PresenceLog seen = new PresenceLog(ably, "room:42");
  private final Reader reader = new Reader();
  private final UnderstudyWorker worker = WorkerForTests.start(temporal, ably, on -> {
    on.registerWorkflowImplementationTypes(StudyImpl.class);
    on.registerActivitiesImplementations(reader);
  });

  /** What the steps of this test do. */
  @ActivityInterface
  public interface Reading {
    /** Shows a few pages, and ends when it may. */
    void read(String book);

    /** Shows its attempt, and fails the first time. */
    void stumble();

    /** Shows a thousand pages at once. */
    void skim();

    /** Shows what is too large. */
    void shout();

    /** Shows under another agent's name. */
    void usurp();
  }

  private static final class Reader implements Reading {
    final CountDownLatch mayEnd = new CountDownLatch(1);

    @Override
    public void read(String book) {
      AgentStep.current().status("reading", Map.of("book", book));
      awaitEnd();
    }

    private void awaitEnd() {
      try {
        mayEnd.await();
      } catch (InterruptedException told) {
        throw new IllegalStateException(told);
      }
    }

    @Override
    public void stumble() {
      AgentStep.current()
          .status("attempt " + Activity.getExecutionContext().getInfo().getAttempt());
      if (Activity.getExecutionContext().getInfo().getAttempt() == 1) {
        throw new IllegalStateException("once");
      }
      awaitEnd();
    }

    @Override
    public void skim() {
      for (int page = 1; page <= 1000; page++) {
        AgentStep.current().status("page " + page);
      }
      awaitEnd();
    }

    @Override
    public void shout() {
      AgentStep.current().status("A".repeat(2000));
    }

    @Override
    public void usurp() {
      AgentStep.current().as("mallory").status("reading");
    }
  }

  /** Takes one step as an agent. */
  @WorkflowInterface
  public interface Study {
    @WorkflowMethod
    String study(String step);
  }

  public static final class StudyImpl implements Study {
    private final Reading steps = Workflow.newActivityStub(
        Reading.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(10))
            .build());

    @Override
    public String study(String step) {
      if (step.equals("alone")) {
        steps.read("nobody sees");
        return "done";
      }
      return AgentSession.attend(SessionSpec.on("room:42").as("student"), session -> {
        session.status("beginning");
        take(step);
        session.status("ending");
        return "done";
      });
    }

    private void take(String step) {
      switch (step) {
        case "stumble" -> steps.stumble();
        case "skim" -> steps.skim();
        case "shout" -> steps.shout();
        case "usurp" -> steps.usurp();
        default -> steps.read(step);
      }
    }
  }

  @AfterEach
  void stop() {
    reader.mayEnd.countDown();
    seen.close();
    worker.close();
    temporal.close();
    ably.close();
  }

  private WorkflowStub study(String step) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId("study")
        .build();
    Study study = temporal.getWorkflowClient().newWorkflowStub(Study.class, options);
    WorkflowClient.start(study::study, step);
    return WorkflowStub.fromTyped(study);
  }

  private void awaitSeen(String what) {
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(seen.story()).last().isEqualTo(what));
  }

  private long events() {
    return temporal.getWorkflowClient().fetchHistory("study").getEvents().size();
  }

  @Test
  void showsWhatAStepDoesUntilTheTaskItselfShowsMore() {
    WorkflowStub study = study("Ghosts");
    awaitSeen("student reading (active) at a");

    reader.mayEnd.countDown();

    assertThat(study.getResult(String.class)).isEqualTo("done");
    awaitSeen("student left: completed");
    assertThat(seen.story())
        .containsSubsequence("student reading (active) at a", "student ending (active) at a");
  }

  @Test
  void showsTheLaterAttempt() {
    study("stumble");

    awaitSeen("student attempt 2 (active) at a");
  }

  @Test
  void showsTheNewestOfManyAndWritesNoHistory() {
    study("skim");

    awaitSeen("student page 1000 (active) at a");

    assertThat(seen.story().stream().filter(event -> event.contains("page"))).hasSizeLessThan(20);
    assertThat(temporal.getWorkflowClient().fetchHistory("study").getEvents())
        .extracting(event -> event.getMarkerRecordedEventAttributes().getMarkerName())
        .filteredOn("LocalActivity"::equals)
        .as("that of the task's own status")
        .hasSize(1);
    assertThat(events()).isLessThan(20);
  }

  @Test
  void failsTheTaskAtOnceWhenItIsTooLarge() {
    WorkflowStub study = study("shout");

    assertThatThrownBy(() -> study.getResult(String.class))
        .hasStackTraceContaining("a status must fit in 1024 bytes of JSON but was 2");
  }

  @Test
  void isRefusedUnderAnotherName() {
    WorkflowStub study = study("usurp");

    assertThatThrownBy(() -> study.getResult(String.class))
        .hasStackTraceContaining(
            "the task had no session of mallory when it scheduled this step, but of student");
  }

  @Test
  void isShownToNobodyByATaskWithoutASession() {
    reader.mayEnd.countDown();

    assertThat(study("alone").getResult(String.class)).isEqualTo("done");
    assertThat(seen.story()).isEmpty();
  }

  @Test
  void needsAStep() {
    assertThatThrownBy(() -> AgentStep.current().status("reading"))
        .isInstanceOf(IllegalStateException.class);
  }
}
