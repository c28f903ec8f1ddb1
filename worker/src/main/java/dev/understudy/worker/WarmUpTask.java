package dev.understudy.worker;

import dev.understudy.Internal;
import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What workflow tasks mostly do at first: a session, a step, a timer. Nobody starts it; see {@link WarmUp}. */
@Internal
@WorkflowInterface
public interface WarmUpTask {
  String TYPE = "understudy.warmUp";

  @WorkflowMethod(name = TYPE)
  void run();

  /** Waits for what never comes. */
  @Internal
  final class Impl implements WarmUpTask {
    private static final Duration SOME_TIME = Duration.ofMinutes(1);

    /** How often one has come to its session: a replay does not say how far it came. */
    static final AtomicInteger SESSIONS = new AtomicInteger();

    @Override
    public void run() {
      ActivityStub steps = Workflow.newUntypedActivityStub(
          ActivityOptions.newBuilder().setStartToCloseTimeout(SOME_TIME).build());
      Promise<String> step = steps.executeAsync("step", String.class, Map.of("a", "value"));
      Promise<Void> timer = Workflow.newTimer(SOME_TIME);
      Promise<String> session = Async.function(Impl::attend);
      Promise.allOf(step, timer, session).get();
    }

    private static String attend() {
      SessionSpec spec = SessionSpec.on("warm-up")
          .as("nobody")
          .expecting(Audience.anyone())
          .whenAbandoned(Abandonment.pauseAfter(SOME_TIME).giveUpAfter(SOME_TIME))
          .showing("nothing", Map.of("page", 1));
      SESSIONS.incrementAndGet();
      return AgentSession.attend(spec, session -> {
        session.status("nothing", Map.of("page", 2));
        session.checkpoint();
        return "";
      });
    }
  }
}
