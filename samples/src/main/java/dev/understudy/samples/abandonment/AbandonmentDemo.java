package dev.understudy.samples.abandonment;

import dev.understudy.samples.abandonment.AbandonmentFindings.Conversation;
import dev.understudy.samples.abandonment.AbandonmentFindings.Times;
import dev.understudy.samples.abandonment.AbandonmentFindings.Work;
import dev.understudy.samples.abandonment.SharedEssayWorkflow.Order;
import dev.understudy.samples.demo.Demo;
import dev.understudy.samples.demo.Findings;
import dev.understudy.samples.essay.Desk;
import dev.understudy.samples.essay.Desk.SectionWritten;
import dev.understudy.samples.essay.StepCount;
import dev.understudy.samples.stage.Child;
import dev.understudy.samples.stage.Kill;
import dev.understudy.samples.stage.Patience;
import dev.understudy.samples.stage.Sightings;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.stage.StagedTask;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Verdict;
import dev.understudy.session.Answer;
import dev.understudy.session.SessionView;
import dev.understudy.session.Steering;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.function.Predicate;

/** Has people come, go, steer and answer, and workers die. Confined to one thread. */
final class AbandonmentDemo {
  private static final String WISH = "more briefly";
  private static final Duration GIVE_UP = Duration.ofSeconds(5);

  private final Stage stage;
  private final StagedTask task;
  private final Child devices;
  private final Patience patience;
  private final Sightings agent;
  private final Desk desk;

  private AbandonmentDemo(Stage stage, StagedTask task, Child devices) {
    this.stage = stage;
    this.task = task;
    this.devices = devices;
    this.patience = stage.patience();
    this.agent = stage.agent();
    this.desk = new Desk(stage.desk());
  }

  /** The demo whose task pauses when everybody has been away for {@code grace}. */
  static Demo of(Duration grace) {
    return new Demo(
        "abandonment",
        "shared-essay",
        directory -> {
          Desk desk = new Desk(directory);
          return new AbandonmentNarrator(() -> desk.sections().size());
        },
        stage -> run(stage, grace));
  }

  private static Findings run(Stage stage, Duration grace) {
    Child devices = stage.addDevices();
    Order order =
        new Order(stage.channel(), stage.desk().toString(), grace.toMillis(), GIVE_UP.toMillis());
    try (StagedTask task = stage.start((client, options) -> WorkflowClient.start(
        client.newWorkflowStub(SharedEssayWorkflow.class, options)::write, order))) {
      return new AbandonmentDemo(stage, task, devices).perform(grace);
    }
  }

  /**
   * How everybody left and somebody returned.
   *
   * @param returningMillis when the return began, in milliseconds since the epoch
   * @param takeoverMillis how long the paused agent took to enter elsewhere, its worker killed
   */
  private record Absence(
      Event left,
      Event paused,
      long returningMillis,
      Event back,
      Event resumed,
      long takeoverMillis) {}

  private AbandonmentFindings perform(Duration grace) {
    gather();
    Absence absence = leaveAndReturn();
    long runningTakeover = killAtWork(absence.resumed());
    Times times = new Times(
        absence.paused().atMillis() - absence.left().atMillis() - grace.toMillis(),
        absence.resumed().atMillis() - absence.back().atMillis(),
        absence.takeoverMillis(),
        runningTakeover);

    Event shown = converse(absence.left());
    int discarded = departForGood();
    Event end = patience.await(
        "the agent to leave", () -> agent.first(shown.atMillis(), AbandonmentNarrator::isGoodbye));
    Conversation conversation = new Conversation(
        isPausedBefore(absence.left()),
        shows("wish", WISH).test(shown),
        shown.data().path("detail").path("approvedBy").asText(),
        end.data().path("reason").asText());
    int whilePaused = stepsBegunWithin(absence.paused().atMillis(), absence.returningMillis());
    return judge(times, work(whilePaused, discarded), conversation);
  }

  private void gather() {
    enter("alice", "phone");
    enter("alice", "laptop");
    enter("bob", "tablet");
    awaitNextSection("the first section");
    leave("alice", "phone");
    leave("alice", "laptop");
    awaitNextSection("a section while only bob is there");
  }

  private Absence leaveAndReturn() {
    Event left = leave("bob", "tablet");
    Event paused = awaitState("the task to pause", "paused", left);
    Kill kill = killHolder("holds the paused agent");
    Event elsewhere = awaitTakeover(kill);
    long returningMillis = System.currentTimeMillis();
    Event back = enter("bob", "tablet");
    Event resumed = awaitState("the task to resume", "active", back);
    return new Absence(
        left, paused, returningMillis, back, resumed, elsewhere.atMillis() - kill.atMillis());
  }

  /** Gives how many milliseconds later the agent was elsewhere. */
  private long killAtWork(Event resumed) {
    patience.until(
        "a step to begin",
        () ->
            desk.attempts().stream().anyMatch(attempt -> attempt.atMillis() >= resumed.atMillis()));
    Kill kill = killHolder("holds the agent at work");
    stage.workers().add();
    Event elsewhere = awaitTakeover(kill);
    awaitNextSection("the work to go on elsewhere");
    return elsewhere.atMillis() - kill.atMillis();
  }

  /** Steers the task and answers it; gives what the agent shows after that. */
  private Event converse(Event since) {
    enter("alice", "phone");
    tell("alice tells the agent: " + WISH, "steer", new Steering("alice", WISH));
    Event asked = awaitState("the agent to ask", "asking", since);
    long question = asked.data().path("detail").path("questionId").asLong();
    tell("bob answers: yes", "answer", new Answer(question, "bob", true, "go ahead"));
    Predicate<Event> writesOn = event -> event.data().path("state").asText().equals("active");
    Event shown = patience.await(
        "the agent to write on",
        () -> agent.first(asked.atMillis(), writesOn.and(shows("approvedBy", "bob"))));
    awaitNextSection("a section as wished");
    return shown;
  }

  /** Has everybody leave for good; gives how many steps have made way for a pause by then. */
  private int departForGood() {
    leave("alice", "phone");
    Event gone = leave("bob", "tablet");
    awaitState("the task to pause again", "paused", gone);
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
    long sinceMillis = System.currentTimeMillis();
    stage.say("%s's %s %ss".formatted(user, device, verb));
    devices.tell(verb + " " + user + " " + device);
    Predicate<Event> seen = event ->
        event.action() == action && event.data().path("device").asText().equals(device);
    return patience.await(
        "the %s of %s's %s".formatted(verb, user, device),
        () -> stage.sightings(user).first(sinceMillis, seen));
  }

  private void tell(String deed, String update, Object message) {
    stage.say(deed);
    patience.await("the task to take the " + update, task.tell(update, message)::reached);
  }

  private Kill killHolder(String doing) {
    Event face = patience.await("a worker to hold the agent", agent::ruler);
    return stage.workers().killHolder(face, doing);
  }

  private Event awaitTakeover(Kill kill) {
    return patience.await("the agent to enter elsewhere", () -> agent.takeoverAfter(kill));
  }

  private Event awaitState(String what, String state, Event since) {
    return patience.await(what, () -> agent.firstAs(state, since.atMillis()));
  }

  private void awaitNextSection(String what) {
    // One that is being written at the moment may have been begun before.
    int enough = steps().done() + 2;
    patience.until(what, () -> steps().done() >= enough);
  }

  /** Whether an event is of an agent that shows that value. */
  private static Predicate<Event> shows(String key, String value) {
    return event -> event.action() != Action.leave
        && event.data().path("detail").path(key).asText().equals(value);
  }

  private boolean isPausedBefore(Event lastLeave) {
    return agent
        .firstAs("paused", 0)
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

  private StepCount steps() {
    return StepCount.of(task.id(), desk.sections(), desk.attempts());
  }

  private Work work(int whilePaused, int discarded) {
    StepCount steps = steps();
    int highest =
        desk.sections().stream().mapToInt(SectionWritten::number).max().orElse(0);
    return new Work(steps, highest - steps.done(), whilePaused, discarded);
  }

  /** Waits for the ghosts to be gone, and asks the watcher. */
  private AbandonmentFindings judge(Times times, Work work, Conversation conversation) {
    stage.say("waiting for the members of the killed workers to be gone");
    patience.until("the agent to be gone", agent::isGone);
    Verdict verdict = stage.verdict();
    return new AbandonmentFindings(
        times, work, conversation, Stage.ofAgent(verdict), verdict.blindMillis());
  }
}
