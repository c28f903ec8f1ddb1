package dev.understudy.samples.deploy;

import dev.understudy.samples.demo.Demo;
import dev.understudy.samples.demo.Findings;
import dev.understudy.samples.demo.Timeline;
import dev.understudy.samples.essay.Desk;
import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.AgentData;
import dev.understudy.samples.stage.Kill;
import dev.understudy.samples.stage.Narrator;
import dev.understudy.samples.stage.Patience;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replaces each worker while agents are at work, and has the watcher judge. Confined to one thread. */
final class DeployDemo {
  /** What a worker may take to hand over what it holds and to end, and some more. */
  private static final Duration LONGEST_END = Duration.ofSeconds(40);

  private final Stage stage;
  private final Patience atWork;
  private final Writers writers;
  private final Desk desk;
  private final List<Restart> restarts = new ArrayList<>();

  private DeployDemo(Stage stage, Writers writers) {
    this.stage = stage;
    this.writers = writers;
    this.atWork = stage.patience().whilst(writers::requireRunning);
    this.desk = new Desk(stage.desk());
  }

  static Demo demo() {
    return new Demo("deploy", "essays", directory -> comingAndGoing(), DeployDemo::run);
  }

  /** The timeline of all agents at once: a line for each section would bury who came and went. */
  private static Narrator comingAndGoing() {
    Timeline timeline = new Timeline();
    return new Narrator() {
      @Override
      public Optional<String> heading() {
        return timeline.heading();
      }

      @Override
      public Optional<String> line(Event event) {
        Optional<String> line = timeline.line(event);
        return event.action() == Action.update ? Optional.empty() : line;
      }
    };
  }

  private static Findings run(Stage stage) {
    stage.say("starting a third worker");
    stage.workers().add();
    stage.workers().awaitReady();
    try (Writers writers = Writers.start(stage)) {
      return new DeployDemo(stage, writers).run();
    }
  }

  private DeployFindings run() {
    awaitSteps();
    List<String> old = new ArrayList<>(stage.workers().names());
    while (!old.isEmpty()) {
      String worker = busiest(old);
      old.remove(worker);
      restarts.add(replace(worker));
    }
    awaitSteps();
    return finish();
  }

  /** Waits for one more step of each task, beyond the one at hand. */
  private void awaitSteps() {
    Map<String, Integer> enough = new LinkedHashMap<>();
    writers.ids().forEach(task -> enough.put(task, steps(task).done() + 2));
    enough.forEach(
        (task, number) -> atWork.until("a step of " + task, () -> steps(task).done() >= number));
  }

  /** Servers tend to give all agents to one worker: in this order as many as can be have to move. */
  private String busiest(List<String> workers) {
    return Collections.max(
        workers, Comparator.comparingInt(worker -> held(worker).size()));
  }

  /**
   * Starts the other worker last, as a rolling deploy does that may do without one for a while: it is not
   * there to take what the old one holds, so the agents move on with each restart.
   */
  private Restart replace(String worker) {
    Map<String, Event> held = held(worker);
    long atMillis = stage.workers().terminate(worker, "holds %d agents".formatted(held.size()));
    atWork.until(worker + " to stop", LONGEST_END, () -> stage.workers().hasEnded(worker));
    long endMillis = System.currentTimeMillis() - atMillis;
    List<Long> relays = new ArrayList<>();
    held.forEach((agent, face) -> relays.add(relayMillis(agent, face, atMillis)));
    stage.workers().add();
    stage.workers().awaitReady();
    return new Restart(worker, relays, endMillis);
  }

  private Map<String, Event> held(String worker) {
    Map<String, Event> held = new LinkedHashMap<>();
    for (String agent : writers.agents()) {
      stage
          .sightings(agent)
          .ruler()
          .filter(face -> AgentData.of(face.data()).worker().equals(worker))
          .ifPresent(face -> held.put(agent, face));
    }
    return held;
  }

  private long relayMillis(String agent, Event face, long atMillis) {
    AgentData data = AgentData.of(face.data());
    Kill stop = new Kill(atMillis, data.worker(), face.connectionId(), data);
    Event elsewhere = atWork.await(
        agent + " to enter elsewhere", () -> stage.sightings(agent).takeoverAfter(stop));
    return elsewhere.atMillis() - atMillis;
  }

  private DeployFindings finish() {
    stage.say("the tasks are told to come to an end");
    int sections = writers.wrapUp();
    stage
        .patience()
        .until(
            "the agents to take their leave",
            () -> writers.agents().stream()
                .allMatch(agent -> stage.sightings(agent).isGone()));
    List<StepCount> steps = writers.ids().stream().map(this::steps).toList();
    return new DeployFindings(stage.policy(), restarts, stage.verdict(), steps, sections);
  }

  private StepCount steps(String task) {
    return StepCount.of(task, desk.sections(), desk.attempts());
  }
}
