package dev.understudy.samples.research;

import dev.understudy.cli.text.Fault;
import dev.understudy.samples.demo.Demo;
import dev.understudy.samples.demo.Findings;
import dev.understudy.samples.research.ResearchFindings.Course;
import dev.understudy.samples.research.ResearchFindings.Received;
import dev.understudy.samples.research.ResearchWorkflow.Assignment;
import dev.understudy.samples.research.ResearchWorkflow.Report;
import dev.understudy.samples.stage.AgentData;
import dev.understudy.samples.stage.Patience;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.stage.StagedTask;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.session.Answer;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Kills workers at a research, approves of its report, and compares. Confined to one thread. */
final class ResearchDemo {
  private static final String LEAD = ResearchWorkflowImpl.LEAD;
  private static final String PERSON = "alice";
  private static final int LONGEST_LULL_MILLIS = 4_000;

  /** The draft is killed after some of it was seen, and well before its end. */
  private static final int LEAST_CHARACTERS = 50;

  /** From one weak topic comes a draft of about three hundred. */
  private static final int MOST_CHARACTERS = 150;

  private final ResearchPlan plan;
  private final Stage stage;
  private final StagedTask task;
  private final Reception reception;
  private final Patience patience;

  /** Waits no longer than the task goes on. */
  private final Patience atWork;

  private final Random random;
  private final Set<String> dead = new HashSet<>();

  private ResearchDemo(ResearchPlan plan, Stage stage, StagedTask task, Reception reception) {
    this.plan = plan;
    this.stage = stage;
    this.task = task;
    this.reception = reception;
    this.patience = stage.patience();
    this.atWork = patience.whilst(task::requireRunning);
    this.random = plan.kills().moments();
  }

  /** The demo that goes by {@code plan}. */
  static Demo of(ResearchPlan plan) {
    return new Demo(
        "research", "research", desk -> new ResearchNarrator(), stage -> run(stage, plan));
  }

  private static Findings run(Stage stage, ResearchPlan plan) {
    if (plan.kills().count() > 1) {
      // A draft would not wait until the second of two kills leaves somebody.
      stage.workers().add();
      stage.workers().awaitReady();
    }
    Assignment assignment = new Assignment(stage.channel(), plan.question(), PERSON);
    try (Reception reception = Reception.of(stage.ably(), stage.task(), stage.channel());
        StagedTask task = stage.start((client, options) -> WorkflowClient.start(
            client.newWorkflowStub(ResearchWorkflow.class, options)::research, assignment))) {
      stage.addDevices().tell("enter " + PERSON + " phone");
      return new ResearchDemo(plan, stage, task, reception).perform();
    }
  }

  private ResearchFindings perform() {
    atWork.until("the lead to be there", () -> holder(LEAD).isPresent());
    if (plan.kills().count() > 1) {
      killAtRandom(() -> reception.text().isEmpty());
    }
    long resumedMillis = killWhoDrafts();
    while (dead.size() < plan.kills().count()) {
      stage.workers().ensureStandby();
      atWork.until("the workers to be ready", stage.workers()::areReady);
      killAtRandom(() -> true);
    }
    Report report = approve();
    patience.until(
        "the reader to see the end", () -> reception.output().orElseThrow().isEnded());
    patience.until("the agents to be gone, with the members of killed workers", this::areAllGone);
    return new ResearchFindings(
        plan,
        report,
        Received.of(reception, report.text()),
        new Course(dead.size(), resumedMillis, reception.ends()),
        stage.verdict());
  }

  /** After a random time, if it still is time, kills a random worker that has an agent or a step. */
  private void killAtRandom(BooleanSupplier isTime) {
    Duration lull = Duration.ofMillis(random.nextInt(LONGEST_LULL_MILLIS));
    patience.within(lull, () -> Optional.of(true).filter(over -> !isTime.getAsBoolean()));
    if (isTime.getAsBoolean()) {
      List<String> workers = atWork.await(
          "a worker that has an agent or a step",
          () -> Optional.of(workersInUse()).filter(inUse -> !inUse.isEmpty()));
      String victim = workers.get(random.nextInt(workers.size()));
      kill(victim, "has an agent or a step");
      awaitTakeover(victim);
    }
  }

  /** A step that runs may still be said to run on a worker that is dead, and so may a ghost's agent. */
  private List<String> workersInUse() {
    return Stream.concat(plan.agents().stream().map(this::holder), Stream.of(drafter()))
        .flatMap(Optional::stream)
        .filter(worker -> !dead.contains(worker))
        .toList();
  }

  /** Gives after how many milliseconds the reader saw the draft begin anew. */
  private long killWhoDrafts() {
    int enough = LEAST_CHARACTERS + random.nextInt(MOST_CHARACTERS - LEAST_CHARACTERS);
    atWork.until(
        "a good piece of the draft",
        () -> reception.text().length() >= enough || question().isPresent());
    String drafter = drafter()
        .orElseThrow(() -> Fault.failure(
            "the draft was done before its worker could be killed", "ask about more at once"));
    long attempt = reception.attempt();
    long killedMillis =
        kill(drafter, "has streamed %d characters".formatted(reception.text().length()));
    long againMillis =
        atWork.await("the draft to begin again", () -> reception.laterAttemptMillis(attempt));
    stage.say(againMillis, "the reader sees the draft begin anew, in place of what was there");
    awaitTakeover(drafter);
    return againMillis - killedMillis;
  }

  private Optional<String> drafter() {
    return task.runningStep(ResearchSteps.DRAFT).map(StagedTask.Attempt::worker);
  }

  private long kill(String worker, String doing) {
    dead.add(worker);
    long atMillis = stage.workers().kill(worker, doing);
    stage.workers().add();
    return atMillis;
  }

  private void awaitTakeover(String worker) {
    atWork.until(
        "the lead to be held elsewhere",
        () -> holder(LEAD).filter(holder -> !holder.equals(worker)).isPresent());
  }

  private Report approve() {
    long question = atWork.await("the lead to ask", this::question);
    stage.say(PERSON + " approves");
    Answer yes = new Answer(question, PERSON, true, "well read");
    patience.await("the task to take the answer", task.tell("answer", yes)::reached);
    return patience.await("the task to end", task.result(Report.class)::reached);
  }

  /** Who holds the agent at the moment, by the member of its highest tenure. */
  private Optional<String> holder(String agent) {
    return stage
        .sightings(agent)
        .ruler()
        .map(member -> AgentData.of(member.data()).worker())
        .filter(name -> !name.isEmpty());
  }

  /** The id of what the lead asks at the moment. */
  private Optional<Long> question() {
    return stage
        .sightings(LEAD)
        .ruler()
        .map(Event::data)
        .filter(data -> data.path("state").asText().equals("asking"))
        .map(data -> data.path("detail").path("questionId").asLong());
  }

  private boolean areAllGone() {
    return plan.agents().stream().allMatch(agent -> stage.sightings(agent).isGone());
  }
}
