package dev.understudy.samples.batch;

import dev.understudy.batch.BatchProgress;
import dev.understudy.cli.Fault;
import dev.understudy.samples.batch.BatchFindings.Answer;
import dev.understudy.samples.batch.BatchFindings.Course;
import dev.understudy.samples.batch.BatchFindings.Seen;
import dev.understudy.samples.stage.AgentData;
import dev.understudy.samples.stage.Cast;
import dev.understudy.samples.stage.Kill;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.stage.StagedTask;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Verdict;
import dev.understudy.session.Control;
import io.temporal.client.WorkflowClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Directs the demo: pauses, resumes, kills and asks. Confined to one thread. */
final class BatchDemo {
  private static final String CHANNEL = "demo:batch";
  private static final String PAGE = "understudy.page";
  private static final String QUESTION = "What should be done about fish stocks and fishermen?";
  private static final int HITS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration WORK = Duration.ofMinutes(30);

  /** Long enough for many pages, if the task did not pause. */
  private static final Duration LUNCH = Duration.ofSeconds(4);

  private final BatchPlan plan;
  private final BatchNarrator narrator;
  private final Stage stage;
  private final PassageStore store;
  private final StagedTask task;
  private int takeovers;

  private BatchDemo(
      BatchPlan plan, BatchNarrator narrator, Stage stage, PassageStore store, StagedTask task) {
    this.plan = plan;
    this.narrator = narrator;
    this.stage = stage;
    this.store = store;
    this.task = task;
  }

  /**
   * Runs it from the first process to the last.
   *
   * @throws Fault if it could not be brought to an end
   */
  static BatchFindings run(BatchPlan plan, Terminal terminal) {
    plan.setting().temporal().ifPresent(StagedTask::requireServer);
    Cast cast = Cast.assemble();
    BatchFindings findings;
    try (cast) {
      findings = runOnStage(cast, plan, new BatchNarrator(terminal));
    } catch (Fault fault) {
      throw fault.also("all logs are in " + cast.directory());
    } catch (SQLException failure) {
      throw Fault.failure(
          "the store of passages does not answer: " + failure.getMessage(),
          "all logs are in " + cast.directory(),
          failure);
    }
    cast.sweep();
    return findings;
  }

  private static BatchFindings runOnStage(Cast cast, BatchPlan plan, BatchNarrator narrator)
      throws SQLException {
    String id = "indexing-" + UUID.randomUUID();
    Stage stage = Stage.set(cast, plan.setting(), narrator, CHANNEL, id);
    if (plan.kills().count() > 1) {
      stage.addReadyWorker();
    }
    stage.add("passage-store", List.of("passage-store", stage.desk().toString()));
    IndexingWorkflow.Order order = new IndexingWorkflow.Order(CHANNEL, plan.spec(stage.desk()));
    try (PassageStore store = PassageStore.open(stage.desk());
        StagedTask task = StagedTask.start(
            stage.temporal(),
            id,
            (client, options) -> WorkflowClient.start(
                client.newWorkflowStub(IndexingWorkflow.class, options)::index,
                order,
                BatchProgress.START))) {
      return new BatchDemo(plan, narrator, stage, store, task).perform();
    }
  }

  private BatchFindings perform() throws SQLException {
    BatchEnd end = BatchEnd.of(task);
    await("the first passage", () -> {
      end.requireUnfinished();
      return stored() > 0;
    });
    long begun = System.currentTimeMillis();
    awaitShare(BatchPlan.PAUSE_AT, end);
    int whilePaused = haveLunch();
    Random moments = plan.kills().moments();
    for (int kill = 0; kill < plan.kills().count(); kill++) {
      awaitShare(plan.killAt(kill, moments.nextDouble()), end);
      killWhoWorks(end);
    }
    BatchProgress progress = result(end);
    long millis = System.currentTimeMillis() - begun;
    Answer answer = new Answer(QUESTION, store.nearest(new Embedder().embed(QUESTION), HITS));
    PassageStore.Counts stored = store.counts();
    return new BatchFindings(
        plan, stored, progress, new Course(millis, whilePaused, seen(), answer));
  }

  /** Pauses the task for a while; gives how many passages were stored meanwhile. */
  private int haveLunch() {
    long ordered = System.currentTimeMillis();
    narrator.deed("alice pauses the task");
    tell("pause", "lunch");
    Event paused = stage
        .patience()
        .await("the agent to pause", PATIENCE, () -> narrator.agentIs("paused", ordered));
    int before = stored();
    stage.patience().within(LUNCH, Optional::empty);
    int whilePaused = stored() - before;
    narrator.deed(
        "alice resumes the task: %d passages were stored meanwhile".formatted(whilePaused));
    tell("resume", "back");
    stage
        .patience()
        .await(
            "the agent to resume",
            PATIENCE,
            () -> narrator.agentIs("active", paused.atMillis() + 1));
    return whilePaused;
  }

  private void tell(String update, String why) {
    task.workflow().update(update, Void.class, new Control("alice", why));
  }

  /** Kills whoever processes a page; has another worker take over the agent, if that one had it. */
  private void killWhoWorks(BatchEnd end) {
    awaitStandby();
    String victim = stage.patience().await("a worker to process a page", PATIENCE, () -> {
      end.requireUnfinished();
      return workerAtPage();
    });
    Optional<Event> face = stage.sightings().ruler().filter(seen -> holder(seen).equals(victim));
    String doing = "is at %d of %d".formatted(stored(), plan.items());
    Optional<Kill> ofHolder = face.map(seen -> stage.killHolder(seen, doing));
    if (ofHolder.isEmpty()) {
      stage.kill(victim, doing);
    }
    stage.addWorker();
    ofHolder.ifPresent(this::awaitTakeover);
  }

  /** The batch would run away while a worker starts, or its last worker would die. */
  private void awaitStandby() {
    if (!stage.canSpareOne()) {
      narrator.deed("alice pauses the task until another worker is ready");
      tell("pause", "short of workers");
      await("another worker to be ready", stage::canSpareOne);
      tell("resume", "enough workers");
    }
  }

  /** A page may still be said to be processed by a worker that is dead. */
  private Optional<String> workerAtPage() {
    return task.runningStep(PAGE).map(StagedTask.Attempt::worker).filter(stage::isAlive);
  }

  private static String holder(Event face) {
    return AgentData.of(face.data()).worker();
  }

  private void awaitTakeover(Kill kill) {
    takeovers++;
    stage
        .patience()
        .await(
            "the agent to enter elsewhere", PATIENCE, () -> stage.sightings().takeoverAfter(kill));
  }

  private void awaitShare(double share, BatchEnd end) {
    stage.patience().await("%.0f %% of the passages".formatted(100 * share), WORK, () -> {
      end.requireUnfinished();
      return Optional.of(true).filter(yes -> stored() >= share * plan.items());
    });
  }

  private BatchProgress result(BatchEnd end) {
    Optional<BatchProgress> progress = stage.patience().within(WORK, end::reached);
    return progress.orElseThrow(() -> Fault.failure(
        "the batch did not end within " + WORK.toMinutes() + " min", "try it with fewer --items"));
  }

  private int stored() {
    try {
      return store.counts().passages();
    } catch (SQLException failure) {
      throw Fault.failure(
          "the store of passages does not answer: " + failure.getMessage(), "see its log", failure);
    }
  }

  private Seen seen() {
    await(
        "the agent to be gone, with the members of killed workers",
        () -> stage.sightings().isGone());
    Verdict verdict = stage.verdict();
    return new Seen(
        takeovers,
        Optional.ofNullable(verdict.clients().get(Stage.AGENT))
            .orElseThrow(() -> new IllegalStateException("the watcher never saw the agent"))
            .offlineMillis(),
        verdict.blindMillis());
  }

  private void await(String what, BooleanSupplier claim) {
    Supplier<Optional<Boolean>> question =
        () -> Optional.of(true).filter(yes -> claim.getAsBoolean());
    stage.patience().await(what, PATIENCE, question);
  }
}
