package dev.understudy.session;

import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.presence.User;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A task for tests that works for people: what it does is told by the part it plays. */
@WorkflowInterface
public interface PeopleTask {
  /** Returns what it lived through. */
  @WorkflowMethod
  List<String> keep(String part);

  /** Ends the work at the next chance. */
  @SignalMethod
  void wrapUp();

  /** A step that takes a minute, or less when it is cancelled. */
  @ActivityInterface
  interface Minute {
    String pass();
  }

  /** Keeps it. */
  final class Impl implements PeopleTask {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Minute minute = Workflow.newActivityStub(
        Minute.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofHours(1)).build());
    private final List<String> story = new ArrayList<>();
    private boolean isToEnd;

    @Override
    public List<String> keep(String part) {
      if (part.equals("attend-again")) {
        AgentSession.attend(SessionSpec.on("room:42").as("keeper"), session -> "soon");
        Workflow.await(() -> isToEnd);
        return keep("wait-for-alice");
      }
      try {
        return AgentSession.attend(spec(part), session -> play(part, session));
      } catch (CanceledFailure cancelled) {
        story.add("cleaned up");
        throw cancelled;
      }
    }

    private static SessionSpec spec(String part) {
      SessionSpec spec = SessionSpec.on("room:42").as("keeper");
      Abandonment pausing = Abandonment.pauseAfter(GRACE).giveUpAfter(Duration.ofHours(24));
      return switch (part) {
        case "cancel", "tidy-strictly" -> spec.whenAbandoned(Abandonment.cancelAfter(GRACE));
        case "wait-for-alice" ->
          spec.expecting(Audience.users("alice"))
              .whenAbandoned(pausing.waitForFirstArrival(Duration.ofHours(1)));
        case "part-for-bob" -> spec.expecting(Audience.users("alice")).whenAbandoned(pausing);
        case "wait-then-step", "begin-at-once" ->
          spec.whenAbandoned(pausing.waitForFirstArrival(Duration.ofHours(1)));
        case "listen",
            "listen-and-fail",
            "listen-and-swallow",
            "ask",
            "ask-beside-much",
            "ask-twice",
            "part" -> spec;
        case "bad-grace" -> spec.whenAbandoned(Abandonment.pauseAfter(Duration.ofSeconds(-1)));
        default -> spec.whenAbandoned(pausing);
      };
    }

    private List<String> play(String part, AgentSession session) {
      Nonsense.saidIn(part, session);
      return switch (part) {
        case "listen" -> listen(session);
        case "late-once-closed" -> LateCalls.onceClosed(session);
        case "late-once-cancelled" -> LateCalls.onceCancelled(session);
        case "ask" -> ask(session, "3");
        case "ask-beside-much" -> ask(session, "3".repeat(900));
        case "ask-twice" -> askTwice(session);
        case "part" ->
          session.expecting(
              Audience.users("bob"), Abandonment.pauseAfter(GRACE), () -> work(session));
        case "part-for-bob" -> partForBob(session);
        case "nested-parts" -> nestedParts(session);
        case "short-parts" -> shortParts(session);
        case "wait-then-step" -> {
          session.checkpoint();
          story.add(minute.pass());
          yield story;
        }
        case "begin-at-once" -> {
          session.status("begun");
          yield work(session);
        }
        case "listen-and-fail" -> listenAndFail(session);
        case "listen-and-swallow" -> swallowing(() -> listenAndFail(session));
        case "tidy-and-return" -> swallowing(() -> work(session));
        case "interruptible" -> interruptible(session);
        case "interruptible-within" ->
          session.interruptible(() -> session.interruptible(() -> interruptible(session)));
        case "wait-a-while" -> {
          session.awaitPeople(people -> people.has("bob"), Duration.ofDays(3));
          yield story;
        }
        case "tidy", "tidy-strictly" -> tidy(session);
        case "tidy-in-public" -> tidyInPublic(session);
        case "sleep" -> sleep(session);
        case "sleep-a-third" -> {
          session.sleep(Duration.ofSeconds(1).dividedBy(3));
          yield story;
        }
        case "steered" -> steered(session);
        case "continue" -> continueOnce(session);
        case "continue-asking" -> continueAsking(session);
        case "continue-when-cancelled" -> continueWhenCancelled(session);
        case "bad-twins" -> {
          SessionSpec reader = SessionSpec.on("room:42").as("reader");
          Promise<String> one = Async.function(() -> AgentSession.attend(reader, this::awaitEnd));
          Promise<String> other = Async.function(() -> AgentSession.attend(reader, this::awaitEnd));
          story.add(Promise.anyOf(one, other).get().toString());
          yield story;
        }
        default -> work(session);
      };
    }

    private List<String> work(AgentSession session) {
      while (!isToEnd) {
        session.checkpoint();
        TimedWait.await(
            Duration.ofHours(1), "waits for its end", () -> isToEnd || session.isPaused());
      }
      session.checkpoint();
      story.add("done");
      return story;
    }

    private List<String> partForBob(AgentSession session) {
      session.expecting(Audience.users("bob"), Abandonment.pauseAfter(GRACE), () -> {
        Workflow.sleep(GRACE.multipliedBy(2));
        return story;
      });
      return work(session);
    }

    private List<String> nestedParts(AgentSession session) {
      session.expecting(Audience.users("bob"), Abandonment.pauseAfter(GRACE), () -> {
        session.expecting(Audience.anyone(), Abandonment.ignored(), () -> {
          Workflow.sleep(GRACE.multipliedBy(2));
          return story;
        });
        Workflow.sleep(Duration.ofSeconds(1)); // somebody looks, before an absence counts
        session.checkpoint();
        story.add("the part for bob goes on");
        return story;
      });
      return work(session);
    }

    /** Each shorter than the grace, and done whoever is there, with a little work in between. */
    private List<String> shortParts(AgentSession session) {
      while (!isToEnd) {
        session.checkpoint();
        Workflow.sleep(Duration.ofSeconds(1));
        session.expecting(Audience.anyone(), Abandonment.ignored(), () -> {
          Workflow.sleep(GRACE.dividedBy(3));
          return story;
        });
      }
      session.checkpoint();
      story.add("done");
      return story;
    }

    private List<String> listenAndFail(AgentSession session) {
      session.listen(new PeopleListener() {
        @Override
        public void entered(User user) {
          throw ApplicationFailure.newNonRetryableFailure("no work for " + user.clientId(), "work");
        }
      });
      return work(session);
    }

    /** Returns as if nothing were, as work may that cleans up, or thinks that only a step was cancelled. */
    private List<String> swallowing(Functions.Func<List<String>> work) {
      try {
        return work.apply();
      } catch (CanceledFailure cancelled) {
        story.add("tidied");
        return story;
      }
    }

    /** Cleans up with what also does the work. */
    private List<String> tidy(AgentSession session) {
      try {
        return work(session);
      } finally {
        Workflow.newDetachedCancellationScope(() -> {
              session.status("tidying");
              session.checkpoint();
              session.sleep(Duration.ofMinutes(1));
              session.status(session.interruptible(() -> "tidied"));
            })
            .run();
      }
    }

    /** Cleans up in a session of its own. */
    private List<String> tidyInPublic(AgentSession session) {
      try {
        return work(session);
      } finally {
        SessionSpec spec = SessionSpec.on("room:42").as("cleaner");
        Workflow.newDetachedCancellationScope(() -> AgentSession.attend(spec, cleaner -> {
              cleaner.checkpoint();
              cleaner.status("tidied");
              return "tidied";
            }))
            .run();
      }
    }

    private List<String> listen(AgentSession session) {
      session.listen(new PeopleListener() {
        @Override
        public void entered(User user) {
          story.add(user.clientId() + " entered");
        }

        @Override
        public void updated(User user) {
          story.add(user.clientId() + " is on " + user.devices());
        }

        @Override
        public void left(User user) {
          story.add(user.clientId() + " left");
        }
      });
      session.awaitPeople(people -> people.has("alice"));
      story.add("met alice");
      session.awaitPeople(people -> people.isEmpty());
      story.add("alone");
      return story;
    }

    private List<String> ask(AgentSession session, String page) {
      session.status("thinking", Map.of("page", page));
      Verdict verdict =
          session.ask("Publish this?", Audience.users("alice", "bob"), Duration.ofHours(1));
      story.add(verdict.toString());
      return story;
    }

    private String awaitEnd(AgentSession session) {
      Workflow.await(() -> isToEnd);
      return "done";
    }

    /** At once, while it goes on to say what it does. */
    private List<String> askTwice(AgentSession session) {
      session.status("thinking");
      List<Promise<Verdict>> verdicts = new ArrayList<>();
      for (String question : List.of("Publish this?", "In French?")) {
        verdicts.add(Async.function(
            () -> session.ask(question, Audience.users("alice", "bob"), Duration.ofHours(1))));
      }
      Workflow.await(() -> isToEnd);
      session.status("thinking harder");
      verdicts.forEach(verdict -> story.add(verdict.get().toString()));
      return story;
    }

    private List<String> interruptible(AgentSession session) {
      story.add(session.interruptible(minute::pass));
      return story;
    }

    private List<String> sleep(AgentSession session) {
      long begun = Workflow.currentTimeMillis();
      session.sleep(Duration.ofMinutes(10));
      story.add("active " + session.activeTime().toMinutes());
      story.add("all " + Duration.ofMillis(Workflow.currentTimeMillis() - begun).toMinutes());
      return story;
    }

    private List<String> steered(AgentSession session) {
      while (story.size() < 2) {
        Workflow.await(() -> isToEnd);
        session.takeMessage().ifPresent(message -> story.add(message.by() + ": " + message.text()));
        Workflow.sleep(Duration.ofSeconds(1));
      }
      return story;
    }

    private List<String> continueOnce(AgentSession session) {
      if (Workflow.getInfo().getContinuedExecutionRunId().isPresent()) {
        return work(session);
      }
      Workflow.await(() -> isToEnd);
      session.takeMessage();
      return Workflow.newContinueAsNewStub(PeopleTask.class).keep("continue");
    }

    /** Without waiting for the answer. */
    private List<String> continueAsking(AgentSession session) {
      if (Workflow.getInfo().getContinuedExecutionRunId().isPresent()) {
        return work(session);
      }
      var unused = Async.function(() -> ask(session, "3"));
      Workflow.await(() -> isToEnd);
      return Workflow.newContinueAsNewStub(PeopleTask.class).keep("continue-asking");
    }

    /** Ends its run as soon as it has been told, which is before Temporal has cancelled it. */
    private List<String> continueWhenCancelled(AgentSession session) {
      if (Workflow.getInfo().getContinuedExecutionRunId().isPresent()) {
        return work(session);
      }
      TaskState task = TaskState.ofThisTask();
      Workflow.await(() -> task.course().ordered().cancelledBy().isPresent());
      return Workflow.newContinueAsNewStub(PeopleTask.class).keep("continue-when-cancelled");
    }

    @Override
    public void wrapUp() {
      isToEnd = true;
    }
  }
}
