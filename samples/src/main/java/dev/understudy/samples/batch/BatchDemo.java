package dev.understudy.samples.batch;

import dev.understudy.batch.BatchProgress;
import dev.understudy.cli.text.Fault;
import dev.understudy.samples.batch.BatchFindings.Answer;
import dev.understudy.samples.batch.BatchFindings.Course;
import dev.understudy.samples.batch.BatchFindings.Seen;
import dev.understudy.samples.demo.Demo;
import dev.understudy.samples.demo.Findings;
import dev.understudy.samples.stage.AgentData;
import dev.understudy.samples.stage.Kill;
import dev.understudy.samples.stage.Outcome;
import dev.understudy.samples.stage.Patience;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.stage.StagedTask;
import dev.understudy.samples.stage.Workers;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Verdict;
import dev.understudy.session.Control;
import io.temporal.client.WorkflowClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Pauses, resumes and asks a batch, and kills workers at it. Confined to one thread. */
final class BatchDemo {
  private static final String PAGE = "understudy.page";
  private static final String QUESTION = "What should be done about fish stocks and fishermen?";
  private static final int HITS = 3;
  private static final Duration WORK = Duration.ofMinutes(30);

  /** Long enough for many pages, if the task did not pause. */
  private static final Duration LUNCH = Duration.ofSeconds(4);

  private final BatchPlan plan;
  private final Stage stage;
  private final PassageStore store;
  private final StagedTask task;
  private final Outcome<BatchProgress> end;
  private final Patience patience;

  /** Waits no longer than the batch goes on. */
  private final Patience atWork;

  private int takeovers;

  private BatchDemo(BatchPlan plan, Stage stage, PassageStore store, StagedTask task) {
    this.plan = plan;
    this.stage = stage;
    this.store = store;
    this.task = task;
    this.end = task.result(BatchProgress.class);
    this.patience = stage.patience();
    this.atWork = patience.whilst(() -> end.requireOpen(
        "the batch ended before its worker could be killed", "try it with more --items"));
  }

  /** The demo that goes by {@code plan}. */
  static Demo of(BatchPlan plan) {
    return new Demo("batch", "indexing", desk -> new BatchNarrator(), stage -> run(stage, plan));
  }

  private static Findings run(Stage stage, BatchPlan plan) {
    if (plan.kills().count() > 1) {
      stage.workers().add();
      stage.workers().awaitReady();
    }
    stage.add("passage-store", List.of("passage-store", stage.desk().toString()));
    IndexingWorkflow.Order order =
        new IndexingWorkflow.Order(stage.channel(), plan.spec(stage.desk()));
    try (PassageStore store = PassageStore.open(stage.desk());
        StagedTask task = stage.start((client, options) -> WorkflowClient.start(
            client.newWorkflowStub(IndexingWorkflow.class, options)::index,
            order,
            BatchProgress.START))) {
      return new BatchDemo(plan, stage, store, task).perform();
    } catch (SQLException failure) {
      throw storeFailed(failure);
    }
  }

  private BatchFindings perform() throws SQLException {
    atWork.until("the first passage", () -> stored() > 0);
    long begun = System.currentTimeMillis();
    awaitShare(BatchPlan.PAUSE_AT);
    int whilePaused = haveLunch();
    Random moments = plan.kills().moments();
    for (int kill = 0; kill < plan.kills().count(); kill++) {
      awaitShare(plan.killAt(kill, moments.nextDouble()));
      killWhoWorks();
    }
    BatchProgress progress = patience.await("the batch to end", WORK, end::reached);
    long millis = System.currentTimeMillis() - begun;
    Answer answer = new Answer(QUESTION, store.nearest(new Embedder().embed(QUESTION), HITS));
    return new BatchFindings(
        plan, store.counts(), progress, new Course(millis, whilePaused, seen(), answer));
  }

  private void awaitShare(double share) {
    atWork.until(
        "%.0f %% of the passages".formatted(100 * share),
        WORK,
        () -> stored() >= share * plan.items());
  }

  /** Pauses the task for a while; gives how many passages were stored meanwhile. */
  private int haveLunch() {
    long ordered = System.currentTimeMillis();
    tell("alice pauses the task", "pause", "lunch");
    Event paused =
        patience.await("the agent to pause", () -> stage.agent().firstAs("paused", ordered));
    int before = stored();
    patience.rest(LUNCH);
    int whilePaused = stored() - before;
    tell(
        "alice resumes the task: %d passages were stored meanwhile".formatted(whilePaused),
        "resume",
        "back");
    patience.await(
        "the agent to resume", () -> stage.agent().firstAs("active", paused.atMillis() + 1));
    return whilePaused;
  }

  private void tell(String deed, String update, String why) {
    stage.say(deed);
    order(update, why);
  }

  private void order(String update, String why) {
    Outcome<Boolean> taken = task.tell(update, new Control("alice", why));
    patience.await("the task to take the " + update, taken::reached);
  }

  /** Kills whoever processes a page; has another worker take over the agent, if that one had it. */
  private void killWhoWorks() {
    awaitStandby();
    Workers workers = stage.workers();
    String victim = atWork.await("a worker to process a page", this::workerAtPage);
    String doing = "is at %d of %d".formatted(stored(), plan.items());
    Optional<Kill> ofHolder = stage
        .agent()
        .ruler()
        .filter(face -> AgentData.of(face.data()).worker().equals(victim))
        .map(face -> workers.killHolder(face, doing));
    if (ofHolder.isEmpty()) {
      workers.kill(victim, doing);
    }
    workers.add();
    ofHolder.ifPresent(this::awaitTakeover);
  }

  /** The batch would run away while a worker starts, or its last worker would die. */
  private void awaitStandby() {
    Workers workers = stage.workers();
    if (!workers.canSpareOne()) {
      tell("alice pauses the task until another worker is ready", "pause", "short of workers");
      patience.until("another worker to be ready", workers::canSpareOne);
      order("resume", "enough workers");
    }
  }

  /** A page may still be said to be processed by a worker that is dead. */
  private Optional<String> workerAtPage() {
    return task.runningStep(PAGE).map(StagedTask.Attempt::worker).filter(stage.workers()::isAlive);
  }

  private void awaitTakeover(Kill kill) {
    takeovers++;
    patience.await("the agent to enter elsewhere", () -> stage.agent().takeoverAfter(kill));
  }

  private int stored() {
    try {
      return store.counts().passages();
    } catch (SQLException failure) {
      throw storeFailed(failure);
    }
  }

  private static Fault storeFailed(SQLException failure) {
    return Fault.failure(
        "the store of passages does not answer: " + failure.getMessage(), "see its log", failure);
  }

  private Seen seen() {
    patience.until(
        "the agent to be gone, with the members of killed workers", stage.agent()::isGone);
    Verdict verdict = stage.verdict();
    return new Seen(takeovers, Stage.ofAgent(verdict), verdict.blindMillis());
  }
}
