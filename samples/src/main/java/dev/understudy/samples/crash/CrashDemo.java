package dev.understudy.samples.crash;

import dev.understudy.cli.Fault;
import dev.understudy.samples.essay.Desk;
import dev.understudy.samples.essay.Desk.AttemptStarted;
import dev.understudy.samples.essay.EssayWorkflow.Commission;
import dev.understudy.samples.essay.EssayWorkflow.Essay;
import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.AgentData;
import dev.understudy.samples.stage.Cast;
import dev.understudy.samples.stage.Kill;
import dev.understudy.samples.stage.Patience;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.stage.StagedTask;
import dev.understudy.samples.stage.StagedTask.Attempt;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Directs the demo: has an agent at work, kills whoever holds it and runs its step, and has the
 * watcher judge. Confined to one thread.
 */
final class CrashDemo {
  private static final String CHANNEL = "demo:crash";

  /** From one kill to the next a task writes fewer sections than this, at 1.5 s each. */
  private static final int SECTIONS_PER_KILL = 120;

  private static final Duration FIRST_STEP = Duration.ofSeconds(60);

  /** Two steps: if they have not fallen to whoever holds the agent by then, they will not soon. */
  private static final Duration COINCIDENCE = Duration.ofSeconds(4);

  /** Longer than Temporal waits for the heartbeat of a step whose worker has stopped. */
  private static final Duration RETRIED = Duration.ofSeconds(20);

  private static final Duration STEP = Duration.ofMillis(1500);

  /** Of a step, in which the next standby starts. */
  private static final int PHASES = 5;

  private static final int TRIES = 20;

  private static final Duration ENDING = Duration.ofSeconds(30);

  private final CrashPlan plan;
  private final Timeline timeline;
  private final Stage stage;
  private final EssayTask task;
  private final Desk desk;
  private final List<Kill> kills = new ArrayList<>();

  private CrashDemo(CrashPlan plan, Timeline timeline, Stage stage, EssayTask task) {
    this.plan = plan;
    this.timeline = timeline;
    this.stage = stage;
    this.task = task;
    this.desk = new Desk(stage.desk());
  }

  /**
   * Runs it from the first process to the last.
   *
   * @throws Fault if it could not be brought to an end
   */
  static CrashReport run(CrashPlan plan, Timeline timeline) {
    // First, because so far there is nothing to end and no log to look into.
    plan.setting().temporal().ifPresent(StagedTask::requireServer);
    String id = "essay-" + UUID.randomUUID();
    Cast cast = Cast.assemble();
    CrashReport report;
    try (cast) {
      report = runOnStage(cast, plan, timeline, id);
    }
    cast.sweep();
    return report;
  }

  private static CrashReport runOnStage(Cast cast, CrashPlan plan, Timeline timeline, String id) {
    try {
      return perform(plan, timeline, Stage.set(cast, plan.setting(), timeline, CHANNEL, id), id);
    } catch (Fault fault) {
      throw fault.also("all logs are in " + cast.directory());
    }
  }

  private static CrashReport perform(CrashPlan plan, Timeline timeline, Stage stage, String id) {
    Commission commission =
        new Commission(CHANNEL, stage.desk().toString(), SECTIONS_PER_KILL * (plan.kills() + 1));
    try (EssayTask task = EssayTask.start(stage.temporal(), id, commission)) {
      return new CrashDemo(plan, timeline, stage, task).perform();
    }
  }

  private CrashReport perform() {
    timeline.heading();
    while (kills.size() < plan.kills()) {
      Kill kill = killTheHolder();
      kills.add(kill);
      awaitHandoff(kill);
    }
    kills.forEach(this::awaitGhost);
    return finish();
  }

  private Kill killTheHolder() {
    // A task that has nothing yet could lose nothing.
    stage.patience().await("the first step to take effect", FIRST_STEP, () -> {
      task.requireRunning();
      return Optional.of(true).filter(yes -> steps().done() > 0);
    });
    for (int i = 0; i < TRIES; i++) {
      stage.ensureStandby();
      Optional<Event> face = awaitCoincidence();
      if (face.isPresent()) {
        return kill(face.get());
      }
      dismissWhoRunsTheStep();
      rest(STEP.multipliedBy(i % PHASES).dividedBy(PHASES));
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
    FreshStep fresh = new FreshStep(task::runningStep);
    Supplier<Optional<Event>> face = () -> fresh.worker().flatMap(this::faceHeldBy);
    stage.patience().await("the workers to be ready", Stage.START, () -> {
      fresh.look();
      return Optional.of(true).filter(yes -> stage.isReady());
    });
    return stage.patience().within(COINCIDENCE, face);
  }

  /**
   * Leaves the step to the worker that holds the agent. The next standby starts once that one has it, or would
   * get it itself.
   */
  private void dismissWhoRunsTheStep() {
    task.runningStep()
        .map(Attempt::worker)
        .filter(worker -> faceHeldBy(worker).isEmpty())
        .ifPresent(worker -> {
          timeline.deed(
              System.currentTimeMillis(), worker + " stops: it has the step, not the agent");
          stage.dismiss(worker);
          stage
              .patience()
              .within(
                  RETRIED,
                  () -> task.runningStep().flatMap(attempt -> faceHeldBy(attempt.worker())));
        });
  }

  /** Or each standby would be ready at the same moment of a step, which may be the wrong one. */
  private void rest(Duration time) {
    stage.patience().within(time, Optional::empty);
  }

  private Kill kill(Event face) {
    return stage.killHolder(face, "holds agent and step");
  }

  private Optional<Event> faceHeldBy(String worker) {
    return stage
        .sightings()
        .ruler()
        .filter(member -> AgentData.of(member.data()).worker().equals(worker));
  }

  private void awaitHandoff(Kill kill) {
    Patience patience = stage.patience();
    Duration atMost = plan.setting().policy().worstTakeover().multipliedBy(2).plusSeconds(30);
    patience.await(
        "the agent to enter elsewhere", atMost, () -> stage.sightings().takeoverAfter(kill));
    patience.await("its step to run elsewhere", atMost, () -> awaitedResumption(kill));
  }

  private void awaitGhost(Kill kill) {
    stage
        .patience()
        .await(
            "the ghost of " + kill.worker() + " to leave",
            plan.setting().policy().remainPresentFor().plusSeconds(20),
            () -> stage.sightings().ghostLeaveAfter(kill));
  }

  private Optional<AttemptStarted> awaitedResumption(Kill kill) {
    task.requireRunning();
    return resumptionAfter(kill);
  }

  private Optional<AttemptStarted> resumptionAfter(Kill kill) {
    return desk.attempts().stream()
        .filter(attempt -> attempt.task().equals(task.id()))
        .filter(attempt -> attempt.atMillis() >= kill.atMillis())
        .filter(attempt -> !attempt.worker().equals(kill.worker()))
        .findFirst();
  }

  private CrashReport finish() {
    timeline.deed(System.currentTimeMillis(), "the task is told to come to an end");
    Essay essay = task.wrapUp(ENDING);
    stage
        .patience()
        .await(
            "the agent to take its leave",
            ENDING,
            () -> Optional.of(true).filter(gone -> stage.sightings().isGone()));
    Verdict verdict = stage.verdict();
    return new Measure(kills, stage.sightings(), this::resumptionAfter)
        .report(plan.setting().policy(), verdict, steps(), essay.sections().size());
  }

  private StepCount steps() {
    return StepCount.of(task.id(), desk.sections(), desk.attempts());
  }
}
