package dev.understudy.worker;

import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.batch.BatchProgress;
import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.ResumableBatch;
import dev.understudy.batch.pages.BatchSink;
import dev.understudy.batch.pages.BatchSource;
import dev.understudy.batch.pages.BatchType;
import dev.understudy.batch.pages.Item;
import dev.understudy.batch.pages.Page;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.session.Steering;
import dev.understudy.session.Verdict;
import dev.understudy.step.AgentStep;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.worker.Worker;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A task that does everything once that sends something through Temporal, with the word planted in all of it. */
@WorkflowInterface
public interface Tour {
  /** In whatever is the user's. */
  String PLANTED = "PLANTED";

  /** How it ends if all goes well. */
  String RESULT = "PLANTED half, 6 done, 1 aside, yes PLANTED, PLANTED message";

  @WorkflowMethod
  String travel(int runsLeft, BatchProgress before);

  @SignalMethod
  void goOn();

  final class TourImpl implements Tour {
    private final Sights steps = Workflow.newActivityStub(
        Sights.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setRetryOptions(RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofMillis(100))
                .build())
            .build());

    private boolean mayGoOn;

    @Override
    public String travel(int runsLeft, BatchProgress before) {
      SessionSpec spec = SessionSpec.on("room:42")
          .as("guide")
          .whenAbandoned(Abandonment.pauseAfter(Duration.ofHours(1)))
          .showing("PLANTED first", Map.of("PLANTED", 1));
      return AgentSession.attend(spec, session -> {
        session.status("PLANTED " + runsLeft, Map.of("PLANTED", "PLANTED"));
        String seen = steps.see("PLANTED");
        if (runsLeft > 0) {
          Workflow.await(() -> mayGoOn);
          Workflow.newContinueAsNewStub(Tour.class).travel(runsLeft - 1, before);
        }
        BatchProgress items = process(session, before);
        session.publish("stage", Map.of("PLANTED", items.done()));
        Verdict verdict = session.ask("PLANTED?", Audience.anyone(), Duration.ofMinutes(5));
        return "%s, %d done, %d aside, %s, %s"
            .formatted(seen, items.done(), items.setAside(), said(verdict), message(session));
      });
    }

    private static BatchProgress process(AgentSession session, BatchProgress before) {
      BatchSpec spec = BatchSpec.of("numbers")
          .over("PLANTED")
          .inPagesOf(3)
          .tryingItems(2)
          .settingAsideAtMost(10);
      ResumableBatch batch = ResumableBatch.of(spec, before);
      batch.process(session, now -> Workflow.newContinueAsNewStub(Tour.class).travel(0, now));
      return batch.progress();
    }

    private static String said(Verdict verdict) {
      return verdict instanceof Verdict.Approved approved ? approved.comment() : "no";
    }

    private static String message(AgentSession session) {
      return session.takeMessage().map(Steering::text).orElse("none");
    }

    @Override
    public void goOn() {
      mayGoOn = true;
    }
  }

  /** Its step. */
  @ActivityInterface
  interface Sights {
    String see(String what);
  }

  /** Fails once, half way. */
  final class SightsImpl implements Sights {
    @Override
    public String see(String what) {
      AgentStep.current().status("PLANTED step", Map.of("PLANTED", 1));
      AgentStep.current().output().write("PLANTED output");
      ActivityExecutionContext context = Activity.getExecutionContext();
      if (context.getInfo().getAttempt() == 1) {
        context.heartbeat("half");
        throw new IllegalStateException("PLANTED once");
      }
      return what + " " + context.getHeartbeatDetails(String.class).orElse("nothing");
    }
  }

  /** Seven numbers, of which one is poison. */
  final class Numbers implements BatchSource<Integer>, BatchSink<Integer> {
    private static final int COUNT = 7;
    private static final int POISON = 5;

    @Override
    public Page<Integer> page(String argument, Optional<String> cursor, int size) {
      int from = cursor.map(Integer::parseInt).orElse(0);
      List<Item<Integer>> items = new ArrayList<>();
      for (int item = from; item < Math.min(from + size, COUNT); item++) {
        items.add(new Item<>("PLANTED" + item, item));
      }
      return new Page<>(
          items, Optional.of(from + size).filter(next -> next < COUNT).map(String::valueOf));
    }

    @Override
    public void process(Item<Integer> item, Attempt attempt) {
      if (item.value() == POISON) {
        throw new IllegalStateException("PLANTED poison");
      }
    }

    @Override
    public void setAside(Item<Integer> item, Attempt attempt, Exception cause) {}
  }

  /** All that a worker needs for it. */
  final class Types implements TaskTypes {
    @Override
    public void registerOn(Worker worker) {
      worker.registerWorkflowImplementationTypes(TourImpl.class);
      worker.registerActivitiesImplementations(new SightsImpl());
    }

    @Override
    public List<BatchType<?>> batches() {
      Numbers numbers = new Numbers();
      return List.of(new BatchType<>("numbers", numbers, numbers));
    }
  }
}
