package dev.understudy.samples.abandonment;

import dev.understudy.cli.Fault;
import dev.understudy.samples.abandonment.Findings.Conversation;
import dev.understudy.samples.abandonment.Findings.Times;
import dev.understudy.samples.abandonment.Findings.Work;
import dev.understudy.samples.abandonment.SharedEssayWorkflow.Order;
import dev.understudy.samples.essay.Desk;
import dev.understudy.samples.essay.Desk.SectionWritten;
import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.Cast;
import dev.understudy.samples.stage.Child;
import dev.understudy.samples.stage.Kill;
import dev.understudy.samples.stage.Setting;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.stage.StagedTask;
import dev.understudy.samples.stage.Terminal;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.ClientVerdict;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Verdict;
import dev.understudy.session.Answer;
import dev.understudy.session.SessionView;
import dev.understudy.session.Steering;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Directs the demo: has people come, go, steer and answer, and workers die. Confined to one thread. */
final class AbandonmentDemo {
  private static final String CHANNEL = "demo:abandonment";
  private static final String WISH = "more briefly";
  private static final Duration GIVE_UP = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stage stage;
  private final StagedTask task;
  private final Room room;
  private final Child devices;
  private final Desk desk;
  private final Duration grace;

  private AbandonmentDemo(Stage stage, StagedTask task, Room room, Child devices, Duration grace) {
    this.stage = stage;
    this.task = task;
    this.room = room;
    this.devices = devices;
    this.desk = new Desk(stage.desk());
    this.grace = grace;
  }

  /**
   * Runs it from the first process to the last.
   *
   * @throws Fault if it could not be brought to an end
   */
  static Findings run(Duration grace, Setting setting, Terminal terminal) {
    setting.temporal().ifPresent(StagedTask::requireServer);
    Cast cast = Cast.assemble();
    Findings findings;
    try (cast) {
      findings = runOnStage(cast, grace, setting, terminal);
    } catch (Fault fault) {
      throw fault.also("all logs are in " + cast.directory());
    }
    cast.sweep();
    return findings;
  }

  private static Findings runOnStage(
      Cast cast, Duration grace, Setting setting, Terminal terminal) {
    String id = "shared-essay-" + UUID.randomUUID();
    Desk desk = new Desk(cast.directory());
    Room room = new Room(terminal, () -> desk.sections().size());
    Stage stage = Stage.set(cast, setting, room, CHANNEL, id);
    Child devices = stage.add("devices", List.of("devices", CHANNEL));
    Order order = new Order(CHANNEL, stage.desk().toString(), grace.toMillis(), GIVE_UP.toMillis());
    try (StagedTask task = StagedTask.start(
        stage.temporal(),
        id,
        (client, options) -> WorkflowClient.start(
            client.newWorkflowStub(SharedEssayWorkflow.class, options)::write, order))) {
      return new AbandonmentDemo(stage, task, room, devices, grace).perform();
    }
  }

  private Findings perform() {
    room.heading();
    enter("alice", "phone");
    enter("alice", "laptop");
    enter("bob", "tablet");
    awaitNextSection("the first section");
    leave("alice", "phone");
    leave("alice", "laptop");
    awaitNextSection("a section while only bob is there");

    Event left = leave("bob", "tablet");
    Event paused = await("the task to pause", left, Room.agentIs("paused"));
    Kill first = killHolder("holds the paused agent");
    Event pausedElsewhere = awaitTakeover(first);
    long returning = now();
    Event back = enter("bob", "tablet");
    Event resumed = await("the task to resume", back, Room.agentIs("active"));

    awaitAttemptSince(resumed.atMillis());
    Kill second = killHolder("holds the agent at work");
    stage.addWorker();
    Event atWorkElsewhere = awaitTakeover(second);
    awaitNextSection("the work to go on elsewhere");

    Event shown = converse(left);
    int discarded = departForGood();
    Event end = await("the agent to leave", shown, Room::isGoodbye);

    Times times = new Times(
        paused.atMillis() - left.atMillis() - grace.toMillis(),
        resumed.atMillis() - back.atMillis(),
        pausedElsewhere.atMillis() - first.atMillis(),
        atWorkElsewhere.atMillis() - second.atMillis());
    int whilePaused = stepsBegunWithin(paused.atMillis(), returning);
    Conversation conversation = new Conversation(
        isPausedBefore(left),
        Room.agentShows("wish", WISH).test(shown),
        shown.data().path("detail").path("approvedBy").asText(),
        end.data().path("reason").asText());
    return judge(times, work(whilePaused, discarded), conversation);
  }

  /** Steers the task and answers it; gives what the agent shows after that. */
  private Event converse(Event since) {
    enter("alice", "phone");
    say("alice tells the agent: " + WISH, "steer", new Steering("alice", WISH));
    Event asked = await("the agent to ask", since, Room.agentIs("asking"));
    long question = asked.data().path("detail").path("question").asLong();
    say("bob answers: yes", "answer", new Answer(question, "bob", true, "go ahead"));
    Event shown = await(
        "the agent to write on",
        asked,
        Room.agentIs("active").and(Room.agentShows("approvedBy", "bob")));
    awaitNextSection("a section as wished");
    return shown;
  }

  /** Has everybody leave for good; gives how many steps have made way for a pause by then. */
  private int departForGood() {
    leave("alice", "phone");
    Event gone = leave("bob", "tablet");
    await("the task to pause again", gone, Room.agentIs("paused"));
    SessionView view = task.workflow().query("session", SessionView.class);
    return view.agents().stream()
        .mapToInt(agent -> agent.work().discardedSteps())
        .sum();
  }

  private Event enter(String user, String device) {
    return order("enter", Action.enter, user, device);
  }

  private Event leave(String user, String device) {
    return order("leave", Action.leave, user, device);
  }

  /** Has a device come or go, and waits until the watcher has seen it. */
  private Event order(String verb, Action action, String user, String device) {
    long sinceMillis = now();
    room.deed("%s's %s %ss".formatted(user, device, verb));
    devices.tell(verb + " " + user + " " + device);
    Predicate<Event> seen = event -> event.action() == action
        && event.clientId().equals(user)
        && event.data().path("device").asText().equals(device);
    return await(
        "the %s of %s's %s".formatted(verb, user, device), () -> room.first(sinceMillis, seen));
  }

  private void say(String deed, String update, Object message) {
    room.deed(deed);
    CompletableFuture<Void> taken =
        CompletableFuture.runAsync(() -> task.workflow().update(update, Object.class, message));
    awaitTrue("the task to take the " + update, taken::isDone);
    taken.join();
  }

  private Kill killHolder(String doing) {
    Event face = await("a worker to hold the agent", () -> stage.sightings().ruler());
    return stage.killHolder(face, doing);
  }

  private Event awaitTakeover(Kill kill) {
    return await("the agent to enter elsewhere", () -> stage.sightings().takeoverAfter(kill));
  }

  private void awaitNextSection(String what) {
    // One that is being written at the moment may have been begun before.
    int enough = done() + 2;
    awaitTrue(what, () -> done() >= enough);
  }

  private void awaitAttemptSince(long millis) {
    awaitTrue(
        "a step to begin",
        () -> desk.attempts().stream().anyMatch(attempt -> attempt.atMillis() >= millis));
  }

  private void awaitTrue(String what, BooleanSupplier claim) {
    await(what, () -> Optional.of(true).filter(yes -> claim.getAsBoolean()));
  }

  private Event await(String what, Event since, Predicate<Event> wish) {
    return await(what, () -> room.first(since.atMillis(), wish));
  }

  private <T> T await(String what, Supplier<Optional<T>> question) {
    return stage.patience().await(what, PATIENCE, question);
  }

  private boolean isPausedBefore(Event lastLeave) {
    return room.first(0, Room.agentIs("paused"))
        .filter(paused -> paused.atMillis() < lastLeave.atMillis())
        .isPresent();
  }

  /** How many steps began then. What began before may be tried again: it was only left to itself. */
  private int stepsBegunWithin(long fromMillis, long untilMillis) {
    return (int) desk.attempts().stream()
        .filter(attempt -> attempt.attempt() == 1)
        .filter(attempt -> attempt.atMillis() >= fromMillis && attempt.atMillis() < untilMillis)
        .count();
  }

  private int done() {
    return steps().done();
  }

  private StepCount steps() {
    return StepCount.of(task.id(), desk.sections(), desk.attempts());
  }

  private Work work(int whilePaused, int discarded) {
    int highest =
        desk.sections().stream().mapToInt(SectionWritten::number).max().orElse(0);
    return new Work(steps(), highest - done(), whilePaused, discarded);
  }

  /** Waits for the ghosts to be gone, and asks the watcher. */
  private Findings judge(Times times, Work work, Conversation conversation) {
    room.deed("waiting for the members of the killed workers to be gone");
    awaitTrue("the agent to be gone", () -> stage.sightings().isGone());
    Verdict verdict = stage.verdict();
    ClientVerdict seen = Optional.ofNullable(verdict.clients().get(Stage.AGENT))
        .orElseThrow(() -> new IllegalStateException("the watcher never saw the agent"));
    return new Findings(times, work, conversation, seen, verdict.blindMillis());
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
