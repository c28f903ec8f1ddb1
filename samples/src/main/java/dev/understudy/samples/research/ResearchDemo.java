package dev.understudy.samples.research;

import dev.understudy.cli.Fault;
import dev.understudy.samples.research.ResearchFindings.Course;
import dev.understudy.samples.research.ResearchFindings.Received;
import dev.understudy.samples.research.ResearchWorkflow.Assignment;
import dev.understudy.samples.research.ResearchWorkflow.Report;
import dev.understudy.samples.stage.Cast;
import dev.understudy.samples.stage.Child;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.stage.StagedTask;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.session.Answer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Directs the demo: kills, answers and compares. Confined to one thread. */
final class ResearchDemo {
  private static final String CHANNEL = "demo:research";
  private static final String LEAD = ResearchWorkflowImpl.LEAD;
  private static final String PERSON = "alice";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int LONGEST_LULL_MILLIS = 4_000;

  /** The draft is killed after some of it was seen, and well before its end. */
  private static final int LEAST_CHARACTERS = 50;

  /** From one weak topic comes a draft of about three hundred. */
  private static final int MOST_CHARACTERS = 150;

  private final ResearchPlan plan;
  private final Scene scene;
  private final Stage stage;
  private final StagedTask task;
  private final Reception reception;
  private final Child devices;
  private final Random random;
  private final Set<String> dead = new HashSet<>();

  private ResearchDemo(
      ResearchPlan plan, Scene scene, Stage stage, StagedTask task, Reception reception) {
    this.plan = plan;
    this.scene = scene;
    this.stage = stage;
    this.task = task;
    this.reception = reception;
    this.random = plan.kills().moments();
    this.devices = stage.add("devices", List.of("devices", CHANNEL));
  }

  /**
   * Runs it from the first process to the last.
   *
   * @throws Fault if it could not be brought to an end
   */
  static ResearchFindings run(ResearchPlan plan, Terminal terminal) {
    plan.setting().temporal().ifPresent(StagedTask::requireServer);
    Cast cast = Cast.assemble();
    ResearchFindings findings;
    try (cast) {
      findings = runOnStage(cast, plan, new Scene(terminal, plan.agents()));
    } catch (Fault fault) {
      throw fault.also("all logs are in " + cast.directory());
    }
    cast.sweep();
    return findings;
  }

  private static ResearchFindings runOnStage(Cast cast, ResearchPlan plan, Scene scene) {
    String id = "research-" + UUID.randomUUID();
    Stage stage = Stage.set(cast, plan.setting(), scene, CHANNEL, id);
    if (plan.kills().count() > 1) {
      // A draft would not wait until the second of two kills leaves somebody.
      stage.addReadyWorker();
    }
    Assignment assignment = new Assignment(CHANNEL, plan.question(), PERSON);
    try (Reception reception = Reception.of(stage.ably(), id, CHANNEL);
        StagedTask task = StagedTask.start(
            stage.temporal(),
            id,
            (client, options) -> WorkflowClient.start(
                client.newWorkflowStub(ResearchWorkflow.class, options)::research, assignment))) {
      return new ResearchDemo(plan, scene, stage, task, reception).perform();
    }
  }

  private ResearchFindings perform() {
    devices.tell("enter " + PERSON + " phone");
    awaitTrueAtWork("the lead to be there", () -> scene.holder(LEAD).isPresent());
    if (plan.kills().count() > 1) {
      killAtRandom(this::isReading);
    }
    long resumedMillis = killWhoDrafts();
    while (dead.size() < plan.kills().count()) {
      prepare();
      killAtRandom(() -> true);
    }
    Report report = approve();
    awaitTrue(
        "the reader to see the end", () -> reception.output().orElseThrow().isEnded());
    awaitTrue("the agents to be gone, with the members of killed workers", scene::isEmpty);
    Received received = Received.of(reception, report.text());
    return new ResearchFindings(
        plan,
        report,
        received,
        new Course(dead.size(), resumedMillis, reception.ends()),
        stage.verdict());
  }

  private boolean isReading() {
    return reception.text().isEmpty();
  }

  /** After a random time, if it still is time, kills a random worker that has an agent or a step. */
  private void killAtRandom(BooleanSupplier isTime) {
    Duration lull = Duration.ofMillis(random.nextInt(LONGEST_LULL_MILLIS));
    stage.patience().within(lull, () -> Optional.of(true).filter(over -> !isTime.getAsBoolean()));
    if (isTime.getAsBoolean()) {
      List<String> workers = awaitAtWork(
          "a worker that has an agent or a step",
          () -> Optional.of(workersInUse()).filter(inUse -> !inUse.isEmpty()));
      String victim = workers.get(random.nextInt(workers.size()));
      kill(victim, "has an agent or a step");
      awaitTakeover(victim);
    }
  }

  /** A step that runs may still be said to run on a worker that is dead, and so may a ghost's agent. */
  private List<String> workersInUse() {
    return Stream.concat(plan.agents().stream().map(scene::holder), Stream.of(drafter()))
        .flatMap(Optional::stream)
        .filter(worker -> !dead.contains(worker))
        .toList();
  }

  /** Gives after how many milliseconds the reader saw the draft begin anew. */
  private long killWhoDrafts() {
    int enough = LEAST_CHARACTERS + random.nextInt(MOST_CHARACTERS - LEAST_CHARACTERS);
    awaitTrueAtWork(
        "a good piece of the draft",
        () -> reception.text().length() >= enough || scene.question(LEAD).isPresent());
    String drafter = drafter()
        .orElseThrow(() -> Fault.failure(
            "the draft was done before its worker could be killed", "ask about more at once"));
    int attempt = reception.attempt();
    long killedMillis =
        kill(drafter, "has streamed %d characters".formatted(reception.text().length()));
    long againMillis =
        awaitAtWork("the draft to begin again", () -> reception.laterAttemptMillis(attempt));
    scene.deed(againMillis, "the reader sees the draft begin anew, in place of what was there");
    awaitTakeover(drafter);
    return againMillis - killedMillis;
  }

  private Optional<String> drafter() {
    return task.runningStep(ResearchSteps.DRAFT).map(StagedTask.Attempt::worker);
  }

  private void prepare() {
    stage.ensureStandby();
    awaitTrueAtWork("the workers to be ready", stage::isReady);
  }

  private long kill(String worker, String doing) {
    dead.add(worker);
    long atMillis = stage.kill(worker, doing);
    stage.addWorker();
    return atMillis;
  }

  private void awaitTakeover(String worker) {
    awaitTrueAtWork(
        "the lead to be held elsewhere",
        () -> scene.holder(LEAD).filter(holder -> !holder.equals(worker)).isPresent());
  }

  private Report approve() {
    long question = awaitAtWork("the lead to ask", () -> scene.question(LEAD));
    scene.deed(System.currentTimeMillis(), PERSON + " approves");
    CompletableFuture<Report> end = CompletableFuture.supplyAsync(() -> {
      task.workflow().update("answer", Void.class, new Answer(question, PERSON, true, "well read"));
      return task.workflow().getResult(Report.class);
    });
    return stage
        .patience()
        .await(
            "the task to end",
            PATIENCE,
            () -> Optional.of(end).filter(CompletableFuture::isDone).map(ResearchDemo::join));
  }

  private static Report join(CompletableFuture<Report> end) {
    try {
      return end.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof WorkflowException failed) {
        throw StagedTask.failed(failed);
      }
      throw failure;
    }
  }

  private void awaitTrueAtWork(String what, BooleanSupplier claim) {
    awaitAtWork(what, () -> Optional.of(true).filter(yes -> claim.getAsBoolean()));
  }

  /** Waits no longer than the task goes on. */
  private <T> T awaitAtWork(String what, Supplier<Optional<T>> question) {
    return stage.patience().await(what, PATIENCE, () -> {
      task.requireRunning();
      return question.get();
    });
  }

  private void awaitTrue(String what, BooleanSupplier claim) {
    stage
        .patience()
        .await(what, PATIENCE, () -> Optional.of(true).filter(yes -> claim.getAsBoolean()));
  }
}
