package dev.understudy.samples.drill;

import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.batch.BatchProgress;
import dev.understudy.batch.ResumableBatch;
import dev.understudy.samples.drill.DrillSteps.Turn;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;

/** Continues as new every now and then, since that has to survive as well. */
public final class DrillWorkflowImpl implements DrillWorkflow {
  private static final int TURNS_PER_RUN = 20;

  private final DrillSteps steps = Workflow.newActivityStub(
      DrillSteps.class,
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());
  private boolean isEnough;

  @Override
  public long run(Drill drill) {
    return AgentSession.attend(spec(drill.seat()), session -> takeTurns(session, drill));
  }

  private static SessionSpec spec(Seat seat) {
    SessionSpec spec = SessionSpec.on(seat.room()).as(seat.agent());
    return seat.user().isEmpty()
        ? spec
        : spec.expecting(Audience.users(seat.user()))
            .whenAbandoned(Abandonment.pauseAfter(Duration.ofMillis(seat.graceMillis())));
  }

  private long takeTurns(AgentSession session, Drill drill) {
    long last = drill.taken() + TURNS_PER_RUN;
    long number = drill.taken();
    if (drill.isInABatch()) {
      number++;
      workThrough(session, drill, number, drill.begun());
    }
    while (!isEnough && number < last) {
      session.checkpoint();
      number++;
      session.status("drilling", Map.of("turn", number));
      session.publish(MESSAGE, number);
      take(session, drill, number);
    }
    return isEnough ? number : continued(drill.after(number));
  }

  private void take(AgentSession session, Drill drill, long number) {
    Work work = drill.work();
    if (work.items() == 0) {
      steps.take(new Turn(drill.seat().agent(), number, work.ledger(), work.millis()));
    } else {
      workThrough(session, drill, number, BatchProgress.START);
    }
  }

  private static void workThrough(
      AgentSession session, Drill drill, long number, BatchProgress begun) {
    Chores chores = new Chores(drill.seat().agent(), number, drill.work());
    ResumableBatch.of(chores.spec(), begun)
        .process(session, now -> continued(drill.after(number - 1, now)));
  }

  private static long continued(Drill drill) {
    return Workflow.newContinueAsNewStub(DrillWorkflow.class).run(drill);
  }

  @Override
  public void enough() {
    isEnough = true;
  }
}
