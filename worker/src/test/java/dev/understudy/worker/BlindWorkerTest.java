package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.session.SessionView;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks on a worker whose key lacks a right. */
class BlindWorkerTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.builder()
      .key("app1.all:s")
      .addKey("app1.blind:s", "{\"*\":[\"publish\",\"presence\"]}")
      .addKey("app1.absent:s", "{\"*\":[\"publish\",\"subscribe\"]}")
      .start();

  /** Works on for as long as somebody is there. */
  @WorkflowInterface
  public interface Recital {
    @WorkflowMethod
    String play();

    @SignalMethod
    void goOn();
  }

  public static final class RecitalImpl implements Recital {
    private boolean isToGoOn;

    @Override
    public String play() {
      SessionSpec spec = SessionSpec.on("room:42")
          .as("writer")
          .expecting(Audience.anyone())
          .whenAbandoned(
              Abandonment.pauseAfter(Duration.ofMillis(1)).giveUpAfter(Duration.ofMillis(1)));
      return AgentSession.attend(spec, session -> {
        Workflow.await(() -> isToGoOn);
        Workflow.sleep(Duration.ofSeconds(1)); // Longer than an absence takes to give it up.
        session.checkpoint();
        return "done";
      });
    }

    @Override
    public void goOn() {
      isToGoOn = true;
    }
  }

  @AfterEach
  void stop() {
    temporal.close();
    ably.close();
  }

  private UnderstudyWorker worker(String key) {
    return UnderstudyWorker.start(
        temporal.getWorkflowClient(),
        new WorkerSettings(
            WorkerForTests.QUEUE,
            new Holder("a", 100),
            AblySettings.local(key, ably.host(), ably.port()),
            HandoffPolicy.DEFAULT),
        List.of(on -> on.registerWorkflowImplementationTypes(RecitalImpl.class)));
  }

  private WorkflowStub play() {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId("recital")
        .build();
    Recital recital = temporal.getWorkflowClient().newWorkflowStub(Recital.class, options);
    WorkflowClient.start(recital::play);
    return WorkflowStub.fromTyped(recital);
  }

  @Test
  void areNeitherPausedNorGivenUpBecauseNobodyCanBeSeen() {
    PresenceLog room = new PresenceLog(ably, "room:42");
    try (UnderstudyWorker worker = worker("app1.blind:s")) {
      WorkflowStub recital = play();
      await().atMost(LIVELINESS).until(() -> !room.story().isEmpty());
      assertThat(recital.query("session", SessionView.class).state()).isEqualTo(AgentState.ACTIVE);

      recital.signal("goOn");

      assertThat(recital.getResult(String.class)).isEqualTo("done");
      assertThat(worker).isNotNull();
    } finally {
      room.close();
    }
  }

  @Test
  void failAtOnceIfTheirAgentMayNotEnter() {
    try (UnderstudyWorker worker = worker("app1.absent:s")) {
      WorkflowStub recital = play();
      recital.signal("goOn");

      assertThatThrownBy(() -> recital.getResult(String.class))
          .hasStackTraceContaining("writer in room:42 was refused")
          .hasStackTraceContaining("(40160)")
          .satisfies(refused ->
              assertThat(Refusal.codeOf(refused)).contains(RefusalCode.ABLY_CAPABILITY_MISSING));
      assertThat(worker).isNotNull();
    }
  }
}
