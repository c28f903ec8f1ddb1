package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.output.AgentOutput;
import dev.understudy.output.StepText;
import dev.understudy.output.TaskOutput;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.OutputEvent;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.presence.ably.Attendances.Holder;
import dev.understudy.presence.ably.OutputReader;
import dev.understudy.session.Abandonment;
import dev.understudy.session.AgentSession;
import dev.understudy.session.Control;
import dev.understudy.session.SessionSpec;
import dev.understudy.session.SessionView;
import dev.understudy.step.FencingToken;
import dev.understudy.testing.TemporalForTests;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Presence;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.Message;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What agents put out, on a real worker and over real sockets, as plain Ably clients read it. */
class AgentOutputTest {
  private static final String QUEUE = "work";
  private static final Duration LIVELINESS = Duration.ofSeconds(30);

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final Writer writer = new Writer();
  private final AblyRealtime client = client();
  private final List<Message> raw = new CopyOnWriteArrayList<>();
  private final OutputReader reader = follow();
  private final UnderstudyWorker worker = start("a");

  private UnderstudyWorker start(String name) {
    return UnderstudyWorker.start(
        temporal.getWorkflowClient(),
        new WorkerSettings(
            QUEUE,
            new Holder(name, 100),
            AblySettings.local(ably.key(), ably.host(), ably.port()),
            HandoffPolicy.DEFAULT.withHeartbeatTimeout(Duration.ofSeconds(2))),
        List.of(on -> {
          on.registerWorkflowImplementationTypes(StoryImpl.class);
          on.registerActivitiesImplementations(writer);
        }));
  }

  private AblyRealtime client() {
    try {
      return new AblyRealtime(ably.clientOptions());
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private OutputReader follow() {
    try {
      client.channels.get("room:42").subscribe(message -> raw.add(message));
      return OutputReader.follow(client.channels.get("room:42"), output -> {});
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** What the steps of this test do. */
  @ActivityInterface
  public interface Writing {
    /** Streams words, and breaks off in the middle the first time. */
    void stumble();

    /** Streams a text that is larger than a message may be, in one part. */
    void large();

    /** Streams a thousand words at once. */
    void rush();

    /** Streams a word and waits. */
    void begin();

    /** Fails for good after a word. */
    void fail();

    /** Returns after a word, and leaves it to somebody else to complete it. */
    void entrust();

    /** Under an agent that its task has no session of. */
    void usurp();

    /** Gives its fencing token, and fails the first time. */
    long token();
  }

  /** A step that has returned and is not completed. */
  private record Entrusted(String activityId, AgentOutput output) {}

  private static final class Writer implements Writing {
    final CountDownLatch mayEnd = new CountDownLatch(1);
    final List<Long> tokens = new CopyOnWriteArrayList<>();
    final CompletableFuture<Entrusted> entrusted = new CompletableFuture<>();

    @Override
    public void stumble() {
      AgentOutput output = AgentOutput.ofThisStep();
      int attempt = Activity.getExecutionContext().getInfo().getAttempt();
      for (int word = 1; word <= 4; word++) {
        output.write("%d.%d ".formatted(attempt, word));
        if (attempt == 1 && word == 2) {
          throw new IllegalStateException("once");
        }
      }
    }

    @Override
    public void large() {
      AgentOutput.ofThisStep().write("\uD83E\uDD16".repeat(50_001));
    }

    @Override
    public void rush() {
      AgentOutput output = AgentOutput.ofThisStep();
      for (int word = 0; word < 1000; word++) {
        output.write(word + " ");
      }
    }

    @Override
    public void begin() {
      AgentOutput.ofThisStep().write("half");
      try {
        mayEnd.await();
      } catch (InterruptedException told) {
        throw new IllegalStateException(told);
      }
    }

    @Override
    public void fail() {
      AgentOutput.ofThisStep().write("half");
      throw ApplicationFailure.newNonRetryableFailure("for good", "test");
    }

    @Override
    public void entrust() {
      AgentOutput output = AgentOutput.ofThisStep();
      output.write("half");
      Activity.getExecutionContext().doNotCompleteOnReturn();
      entrusted.complete(
          new Entrusted(Activity.getExecutionContext().getInfo().getActivityId(), output));
    }

    @Override
    public void usurp() {
      AgentOutput.ofThisStep("mallory").write("lies");
    }

    @Override
    public long token() {
      tokens.add(FencingToken.ofThisStep());
      if (Activity.getExecutionContext().getInfo().getAttempt() == 1) {
        throw new IllegalStateException("once");
      }
      return FencingToken.ofThisStep();
    }
  }

  /** Takes one step as an agent. */
  @WorkflowInterface
  public interface Story {
    @WorkflowMethod
    String tell(String step);
  }

  public static final class StoryImpl implements Story {
    private final Writing steps = Workflow.newActivityStub(
        Writing.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(10))
            .build());

    /** Those that nobody beats for. */
    private final Writing quietSteps = Workflow.newActivityStub(
        Writing.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(10))
            .setHeartbeatTimeout(Duration.ofMinutes(10))
            .build());

    @Override
    public String tell(String step) {
      if (step.startsWith("token")) {
        return tokens(step);
      }
      SessionSpec spec = SessionSpec.on("room:42").as("writer");
      Abandonment abandonment = Abandonment.cancelAfter(Duration.ofSeconds(1));
      boolean isForPeople = step.equals("begin for people");
      return AgentSession.attend(isForPeople ? spec.whenAbandoned(abandonment) : spec, session -> {
        session.publish("plan", Map.of("step", step, "pages", 3));
        take(step);
        session.publish("result", "done");
        return "done";
      });
    }

    private String tokens(String step) {
      steps.token();
      steps.token();
      if (step.equals("token and wait")) {
        Workflow.sleep(Duration.ofHours(1));
      }
      if (step.equals("token twice")) {
        Workflow.continueAsNew("token once");
      }
      return "done";
    }

    private void take(String step) {
      switch (step) {
        case "stumble" -> steps.stumble();
        case "large" -> steps.large();
        case "rush" -> steps.rush();
        case "fail" -> steps.fail();
        case "entrust" -> quietSteps.entrust();
        case "usurp" -> steps.usurp();
        default -> steps.begin();
      }
    }
  }

  @AfterEach
  void stop() {
    writer.mayEnd.countDown();
    reader.close();
    client.close();
    worker.close();
    temporal.close();
    ably.close();
  }

  private WorkflowStub tell(String step) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId("story").build();
    Story story = temporal.getWorkflowClient().newWorkflowStub(Story.class, options);
    WorkflowClient.start(story::tell, step);
    return WorkflowStub.fromTyped(story);
  }

  private TaskOutput awaitOutput(Predicate<TaskOutput> wish) {
    await()
        .atMost(LIVELINESS)
        .until(() -> reader.output("writer", "story").filter(wish).isPresent());
    return reader.output("writer", "story").orElseThrow();
  }

  @Test
  void isReadOnceAlthoughAnAttemptBrokeOff() {
    tell("stumble");

    TaskOutput output = awaitOutput(TaskOutput::isEnded);

    assertThat(output.text()).isEqualTo("2.1 2.2 2.3 2.4 ");
    assertThat(output.steps())
        .singleElement()
        .extracting(StepText::attempt, StepText::state)
        .containsExactly(2, StepText.State.COMPLETED);
    assertThat(output.said())
        .extracting(OutputEvent.Said::name, OutputEvent.Said::data)
        .containsExactly(
            tuple("plan", Map.of("step", "stumble", "pages", 3L)), tuple("result", "done"));
    assertThat(output.end()).contains(LeaveReason.COMPLETED);
  }

  @Test
  void isSplitWhereItIsTooLargeForAMessage() {
    tell("large");

    TaskOutput output = awaitOutput(TaskOutput::isEnded);

    assertThat(output.text()).isEqualTo("\uD83E\uDD16".repeat(50_001));
  }

  @Test
  void isMergedWhereItComesFasterThanAblyTakesIt() {
    long begun = System.nanoTime();
    tell("rush");

    TaskOutput output = awaitOutput(TaskOutput::isEnded);

    assertThat(output.text()).startsWith("0 1 2 ").endsWith(" 998 999 ").hasSize(3890);
    assertThat(raw.stream().filter(message -> message.name.equals("understudy.output")))
        .hasSizeLessThan(50);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIVELINESS);
  }

  @Test
  void endsWhenTheTaskIsTerminated() {
    WorkflowStub story = tell("begin");
    awaitOutput(output -> output.text().equals("half"));

    story.terminate("test");

    TaskOutput output = awaitOutput(TaskOutput::isEnded);
    assertThat(output.end()).contains(LeaveReason.TERMINATED);
    assertThat(output.steps())
        .singleElement()
        .matches(step -> step.isEnded() && step.state() != StepText.State.COMPLETED);
  }

  @Test
  void endsAsCancelledWhenAClientCancelsTheTask() {
    WorkflowStub story = tell("begin");
    awaitOutput(output -> output.text().equals("half"));

    story.cancel();

    assertThat(awaitOutput(TaskOutput::isEnded).end()).contains(LeaveReason.CANCELLED);
    assertCutAfterHalf();
  }

  @Test
  void endsAsCancelledWhenAPersonCancelsTheTask() {
    WorkflowStub story = tell("begin");
    awaitOutput(output -> output.text().equals("half"));

    story.update("cancel", Void.class, new Control("alice", "wrong question"));

    assertThat(awaitOutput(TaskOutput::isEnded).end()).contains(LeaveReason.CANCELLED);
    assertCutAfterHalf();
  }

  @Test
  void endsAsAbandonedWhenNobodyIsThereAnyMore() throws AblyException {
    Presence people = client.channels.get("room:42").presence;
    people.enterClient("alice", null);
    WorkflowStub story = tell("begin for people");
    awaitOutput(output -> output.text().equals("half"));
    await().atMost(LIVELINESS).until(() -> sees(story, "alice"));

    people.leaveClient("alice", null);

    assertThat(awaitOutput(TaskOutput::isEnded).end()).contains(LeaveReason.ABANDONED);
    assertCutAfterHalf();
  }

  private static boolean sees(WorkflowStub story, String user) {
    return story.query("session", SessionView.class).agents().stream()
        .anyMatch(agent -> agent.sees().people().has(user));
  }

  /** Whether the step's own end came before the task's, or never. */
  private void assertCutAfterHalf() {
    TaskOutput output = reader.output("writer", "story").orElseThrow();
    assertThat(output.text()).isEqualTo("half");
    assertThat(output.steps())
        .singleElement()
        .matches(step -> step.isEnded() && step.state() != StepText.State.COMPLETED);
  }

  @Test
  void isOverWhenTheStepReturnsAlthoughSomebodyElseCompletesIt() {
    WorkflowStub story = tell("entrust");

    TaskOutput output = awaitOutput(
        told -> told.steps().stream().anyMatch(step -> step.state() == StepText.State.COMPLETED));
    Entrusted entrusted = writer.entrusted.join();
    assertThat(output.text()).isEqualTo("half");
    assertThat(output.isEnded()).isFalse();
    assertThatThrownBy(() -> entrusted.output().write("late"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the step has returned");

    temporal
        .getWorkflowClient()
        .newActivityCompletionClient()
        .complete("story", Optional.empty(), entrusted.activityId(), null);
    assertThat(story.getResult(String.class)).isEqualTo("done");
  }

  @Test
  void endsWhenTheTaskFails() {
    tell("fail");

    TaskOutput output = awaitOutput(TaskOutput::isEnded);

    assertThat(output.end()).contains(LeaveReason.FAILED);
    assertThat(output.steps())
        .singleElement()
        .matches(step -> step.isEnded() && step.state() != StepText.State.COMPLETED);
  }

  @Test
  void isThereForOneWhoComesLate() throws AblyException {
    tell("rush");
    TaskOutput seen = awaitOutput(TaskOutput::isEnded);

    try (AblyRealtime late = client();
        OutputReader theirs = OutputReader.follow(late.channels.get("room:42"), output -> {})) {
      await()
          .atMost(LIVELINESS)
          .untilAsserted(() -> assertThat(theirs.output("writer", "story")).contains(seen));
    }
  }

  @Test
  void isRefusedUnderAnotherName() {
    WorkflowStub story = tell("usurp");

    assertThatThrownBy(() -> story.getResult(String.class))
        .hasStackTraceContaining("the task had no session of mallory when it scheduled this step");
  }

  @Test
  void fencesStepsInTheirOrderAcrossAttemptsAndRuns() {
    WorkflowStub story = tell("token twice");

    assertThat(story.getResult(String.class)).isEqualTo("done");
    assertThat(writer.tokens).hasSize(8).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void fencesStepsThatAResetHasDoneAnew() {
    assumeThat(System.getProperty("understudy.temporal"))
        .as("skipped: only a real Temporal server resets")
        .isNotNull();
    tell("token and wait");
    await().atMost(LIVELINESS).until(() -> writer.tokens.size() == 4);

    resetToTheBeginning();

    await().atMost(LIVELINESS).until(() -> writer.tokens.size() == 8);
    assertThat(writer.tokens).isSorted().doesNotHaveDuplicates();
  }

  private void resetToTheBeginning() {
    WorkflowClient temporalClient = temporal.getWorkflowClient();
    long firstTaskDone = temporalClient.fetchHistory("story").getEvents().stream()
        .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
        .findFirst()
        .orElseThrow()
        .getEventId();
    var unused = temporalClient
        .getWorkflowServiceStubs()
        .blockingStub()
        .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
            .setNamespace(temporalClient.getOptions().getNamespace())
            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId("story"))
            .setRequestId("reset")
            .setReason("test")
            .setWorkflowTaskFinishEventId(firstTaskDone)
            .build());
  }

  @Test
  void needsAWorkerForAToken() {
    assertThatThrownBy(FencingToken::ofThisStep).isInstanceOf(IllegalStateException.class);
  }
}
