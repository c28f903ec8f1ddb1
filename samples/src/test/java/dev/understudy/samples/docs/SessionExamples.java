package dev.understudy.samples.docs;

import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.presence.User;
import dev.understudy.roster.Participant;
import dev.understudy.roster.RosterListener;
import dev.understudy.roster.RosterSnapshot;
import dev.understudy.roster.SessionRoster;
import dev.understudy.session.AgentSession;
import dev.understudy.session.Answer;
import dev.understudy.session.Control;
import dev.understudy.session.PeopleListener;
import dev.understudy.session.Question;
import dev.understudy.session.SessionInterceptor;
import dev.understudy.session.SessionSpec;
import dev.understudy.session.SessionView;
import dev.understudy.session.Steering;
import dev.understudy.session.Verdict;
import dev.understudy.step.AgentStep;
import io.ably.lib.realtime.AblyRealtime;
import io.temporal.activity.ActivityInterface;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The code of docs/sessions.md and docs/abandonment.md: compiled here, and compared with the pages by {@link
 * DocsTest}.
 */
final class SessionExamples {
  private final Steps steps = Workflow.newActivityStub(Steps.class);
  private final List<String> notes = new ArrayList<>();

  private SessionExamples() {}

  @ActivityInterface
  interface Steps {
    String read(String topic);

    String draft(List<String> notes);

    void publish(String text);
  }

  String present(List<String> topics) {
    SessionSpec spec = SessionSpec.on("room:42")
        .as("researcher")
        .expecting(Audience.anyone())
        .whenAbandoned(
            Abandonment.pauseAfter(Duration.ofSeconds(30)).giveUpAfter(Duration.ofHours(24)));
    return AgentSession.attend(spec, session -> {
      for (String topic : topics) {
        session.checkpoint();
        session.status("reading", Map.of("topic", topic));
        notes.add(steps.read(topic));
      }
      return steps.draft(notes);
    });
  }

  void replay(WorkflowExecutionHistory history, Class<?> task) throws Exception {
    TestWorkflowEnvironment temporal =
        TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(new SessionInterceptor())
                .build())
            .build());
    Worker worker = temporal.newWorker("replay");
    worker.registerWorkflowImplementationTypes(task);
    WorkflowReplayer.replayWorkflowExecution(history, worker);
    temporal.close();
  }

  void cleanUp(AgentSession session) {
    try {
      session.sleep(Duration.ofHours(8));
    } catch (CanceledFailure cancelled) {
      session.publish("note", "I was told to stop");
      Workflow.newDetachedCancellationScope(() -> steps.publish(String.join(", ", notes)))
          .run();
      throw cancelled;
    }
  }

  String pieceOfWork() {
    String outline = steps.draft(List.of());
    String text = AgentSession.attend(SessionSpec.on("room:42").as("writer"), session -> {
      session.status("drafting");
      return steps.draft(List.of(outline));
    });
    steps.publish(text);
    return text;
  }

  void subAgents(AgentSession lead, List<String> topics) {
    List<Promise<String>> readers = new ArrayList<>();
    for (String topic : topics) {
      SessionSpec reader = SessionSpec.on("room:42").as("reader-" + topic);
      readers.add(Async.function(() -> AgentSession.attend(reader, sub -> steps.read(topic))));
    }
    Promise.allOf(readers).get();
    lead.status("writing", Map.of("notes", readers.size()));
  }

  String policies(AgentSession session) {
    Audience approvers = Audience.users("alice", "bob");
    Abandonment wait = Abandonment.pauseAfter(Duration.ZERO);
    return session.expecting(approvers, wait, () -> steps.draft(notes));
  }

  static SessionSpec twoWishes(boolean isSubscribed) {
    Abandonment policy = isSubscribed
        ? Abandonment.ignored()
        : Abandonment.pauseAfter(Duration.ofSeconds(30)).giveUpAfter(Duration.ofHours(24));
    SessionSpec spec = SessionSpec.on("room:42")
        .as("researcher")
        .expecting(Audience.anyone())
        .whenAbandoned(policy);
    return spec;
  }

  void people(AgentSession session) {
    session.awaitPeople(people -> people.has("alice"));
    session.listen(new PeopleListener() {
      @Override
      public void left(User user) {
        notes.add(user.clientId() + " has left");
      }
    });
  }

  String interruptible(AgentSession session) {
    session.sleep(Duration.ofMinutes(10)); // stands still while the work is paused
    return session.interruptible(() -> steps.draft(notes)); // run again after a pause
  }

  void ask(AgentSession session, String text) {
    session.takeMessage().ifPresent(message -> notes.add(message.by() + ": " + message.text()));
    Verdict verdict = session.ask("Publish this?", Audience.users("alice"), Duration.ofHours(8));
    if (verdict instanceof Verdict.Approved approved) {
      steps.publish(text + ", approved by " + approved.by());
    }
  }

  static void fromOutside(WorkflowClient client) {
    WorkflowStub task = client.newUntypedWorkflowStub("research-7");
    task.update("pause", Void.class, new Control("alice", "lunch"));
    task.update("resume", Void.class, new Control("alice", "back"));
    task.update("steer", Long.class, new Steering("alice", "rather about ghosts"));
    SessionView view = task.query("session", SessionView.class);
    for (Question question : view.questions()) {
      task.update("answer", Void.class, new Answer(question.id(), "alice", true, "go ahead"));
    }
    task.update("cancel", Void.class, new Control("alice", "wrong question"));
  }

  static String inAStep(List<String> pages) {
    for (int page = 1; page <= pages.size(); page++) {
      AgentStep.current().status("reading", Map.of("page", page, "of", pages.size()));
    }
    return "notes";
  }

  static void roster(AblyRealtime ably) throws InterruptedException {
    try (SessionRoster roster = SessionRoster.of(ably, "room:42")) {
      roster.listen(new RosterListener() {
        @Override
        public void left(Participant who) {
          System.out.println(who.clientId() + " is gone from every device");
        }
      });
      RosterSnapshot now = roster.awaitKnown(Duration.ofSeconds(10));
      System.out.println(now.users() + " and " + now.agents());
    }
  }
}
