package dev.understudy.samples.crash;

import dev.understudy.cli.text.Fault;
import dev.understudy.samples.demo.Demo;
import dev.understudy.samples.demo.Findings;
import dev.understudy.samples.demo.Timeline;
import dev.understudy.samples.essay.Desk;
import dev.understudy.samples.essay.Desk.AttemptStarted;
import dev.understudy.samples.essay.EssayWorkflow;
import dev.understudy.samples.essay.EssayWorkflow.Commission;
import dev.understudy.samples.essay.EssayWorkflow.Essay;
import dev.understudy.samples.essay.SectionWriter;
import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.AgentData;
import dev.understudy.samples.stage.Kill;
import dev.understudy.samples.stage.Patience;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.stage.StagedTask;
import dev.understudy.samples.stage.StagedTask.Attempt;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Verdict;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Kills whoever holds an agent at work and runs its step, and has the watcher judge. Confined to one thread. */
final class CrashDemo {
  /** More sections than a task writes from one kill to the next, at 1.5 s each. */
  private static final int SECTIONS_PER_KILL = 120;

  /** Two steps: if they have not fallen to whoever holds the agent by then, they will not soon. */
  private static final Duration COINCIDENCE = Duration.ofSeconds(4);

  /** Longer than Temporal waits for the heartbeat of a step whose worker has stopped. */
  private static final Duration RETRIED = Duration.ofSeconds(20);

  private static final Duration STEP = Duration.ofMillis(1500);

  /** A kill comes at any moment but the end of a step, after which the next one may be somebody else's. */
  private static final Duration MOMENTS = STEP.multipliedBy(2).dividedBy(3);

  /** How many moments of a step there are at which the next standby may start. */
  private static final int PHASES = 5;

  private static final int TRIES = 20;

  private final Stage stage;
  private final StagedTask task;
  private final Patience patience;

  /** Waits no longer than the task goes on. */
  private final Patience atWork;

  private final Desk desk;
  private final List<Kill> kills = new ArrayList<>();

  private CrashDemo(Stage stage, StagedTask task) {
    this.stage = stage;
    this.task = task;
    this.patience = stage.patience();
    this.atWork = patience.whilst(task::requireRunning);
    this.desk = new Desk(stage.desk());
  }

  /** The demo in which that many workers die. */
  static Demo of(int kills) {
    return new Demo("crash", "essay", desk -> new Timeline(), stage -> run(stage, kills));
  }

  private static Findings run(Stage stage, int kills) {
    Commission commission = new Commission(
        stage.channel(), Stage.AGENT, stage.desk().toString(), SECTIONS_PER_KILL * (kills + 1));
    try (StagedTask task = stage.start((client, options) -> WorkflowClient.start(
        client.newWorkflowStub(EssayWorkflow.class, options)::write, commission))) {
      return new CrashDemo(stage, task).run(kills);
    }
  }

  private CrashFindings run(int count) {
    while (kills.size() < count) {
      Kill kill = killTheHolder();
      kills.add(kill);
      awaitTakeover(kill);
    }
    kills.forEach(this::awaitGhost);
    return finish();
  }

  private Kill killTheHolder() {
    // A task that has nothing yet could lose nothing.
    atWork.until("the first step to take effect", () -> steps().done() > 0);
    for (int i = 0; i < TRIES; i++) {
      stage.workers().ensureStandby();
      Optional<Event> face = awaitCoincidence();
      if (face.isPresent()) {
        patience.rest(Duration.ofMillis(ThreadLocalRandom.current().nextLong(MOMENTS.toMillis())));
        return stage.workers().killHolder(face.get(), "holds agent and step");
      }
      dismissWhoRunsTheStep();
      // Or each standby would be ready at the same moment of a step, which may be the wrong one.
      patience.rest(STEP.multipliedBy(i % PHASES).dividedBy(PHASES));
    }
    throw Fault.failure(
        "in %d tries no worker held the agent and ran its step at the same time".formatted(TRIES),
        "a busy machine may need another try");
  }

  /**
   * The moment at which face and work can be lost at once. Both servers tend to give steps to the
   * worker that asked last, so with a new one around this moment may be the last for a while.
   */
  private Optional<Event> awaitCoincidence() {
    FreshStep fresh = new FreshStep(this::runningStep);
    Supplier<Optional<Event>> face = () -> fresh.worker().flatMap(this::faceHeldBy);
    patience.until("the workers to be ready", () -> {
      fresh.look();
      return stage.workers().areReady();
    });
    return patience.within(COINCIDENCE, face);
  }

  /**
   * Has a worker stop that runs the step without holding the agent, which leaves the step to the holder.
   * The next standby must not start before the holder has it, or would get it itself.
   */
  private void dismissWhoRunsTheStep() {
    runningStep()
        .map(Attempt::worker)
        .filter(worker -> faceHeldBy(worker).isEmpty())
        .ifPresent(worker -> {
          stage.say(worker + " stops: it has the step, not the agent");
          stage.workers().dismiss(worker);
          patience.within(
              RETRIED, () -> runningStep().flatMap(attempt -> faceHeldBy(attempt.worker())));
        });
  }

  private Optional<Attempt> runningStep() {
    return task.runningStep(SectionWriter.ACTIVITY);
  }

  private Optional<Event> faceHeldBy(String worker) {
    return stage
        .agent()
        .ruler()
        .filter(member -> AgentData.of(member.data()).worker().equals(worker));
  }

  private void awaitTakeover(Kill kill) {
    Duration atMost = stage.policy().worstTakeover().multipliedBy(2).plusSeconds(30);
    patience.await("the agent to enter elsewhere", atMost, () -> stage.agent().takeoverAfter(kill));
    atWork.await("its step to run elsewhere", atMost, () -> resumptionAfter(kill));
  }

  private void awaitGhost(Kill kill) {
    patience.await(
        "the ghost of " + kill.worker() + " to leave",
        stage.policy().remainPresentFor().plusSeconds(20),
        () -> stage.agent().ghostLeaveAfter(kill));
  }

  private Optional<AttemptStarted> resumptionAfter(Kill kill) {
    return desk.attempts().stream()
        .filter(attempt -> attempt.task().equals(task.id()))
        .filter(attempt -> attempt.atMillis() >= kill.atMillis())
        .filter(attempt -> !attempt.worker().equals(kill.worker()))
        .findFirst();
  }

  private CrashFindings finish() {
    stage.say("the task is told to come to an end");
    task.workflow().signal("wrapUp");
    Essay essay = patience.await("the task to end", task.result(Essay.class)::reached);
    patience.until("the agent to take its leave", stage.agent()::isGone);
    Verdict verdict = stage.verdict();
    return new Measure(kills, stage.agent(), this::resumptionAfter)
        .findings(stage.policy(), verdict, steps(), essay.sections().size());
  }

  private StepCount steps() {
    return StepCount.of(task.id(), desk.sections(), desk.attempts());
  }
}
