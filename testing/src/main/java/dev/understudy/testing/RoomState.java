package dev.understudy.testing;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputMessage;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.Publication;
import dev.understudy.presence.Status;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who is in a room, and who sees that. A tenure is told of the people as in production: when it enters, at each
 * change, and when the session comes back into view. Confined to the room's lock.
 */
final class RoomState {
  /** An agent that came while nobody could enter. */
  private record Newcomer(AttendanceSpec spec, Holds.Hold hold) {}

  private final String name;
  private final Executions executions;
  private final Supplier<Instant> clock;
  private final Holds holds;
  private final Crowd crowd;
  private final List<String> story = new ArrayList<>();
  private final Agents agents = new Agents(story);
  private final List<Newcomer> newcomers = new ArrayList<>();
  private Optional<String> refusal = Optional.empty();

  /** What a task has done that no session can take. */
  private Optional<String> mistake = Optional.empty();

  private boolean isOutOfView;
  private boolean isHappening;

  RoomState(String name, Executions executions, Supplier<Instant> clock, Holds holds) {
    this.name = name;
    this.executions = executions;
    this.clock = clock;
    this.holds = holds;
    this.crowd = new Crowd(name);
  }

  void enters(String user, String device, Optional<String> role) {
    Objects.requireNonNull(user, "a user needs a name");
    Objects.requireNonNull(device, "a device needs a name");
    require(
        !agents.has(user),
        "%s is an agent in %s: give the user another name".formatted(user, name));
    crowd.enter(user, device, role);
    story.add(user + " enters" + on(device));
    tell();
  }

  void leaves(String user) {
    crowd.leave(user);
    story.add(user + " leaves");
    tell();
  }

  void leaves(String user, String device) {
    crowd.leave(user, device);
    story.add(user + " leaves" + on(device));
    tell();
  }

  private static String on(String device) {
    return device.equals(Crowd.A_DEVICE) ? "" : " on " + device;
  }

  void atOnce(Runnable events) {
    isHappening = true;
    try {
      events.run();
    } finally {
      isHappening = false;
      tell();
    }
  }

  private void tell() {
    if (!isOutOfView && !isHappening) {
      People people = crowd.people();
      agents.present().forEach(agent -> agent.sees(people));
    }
  }

  void losesView() {
    require(!isOutOfView, "%s is out of view already: let it come back first".formatted(name));
    isOutOfView = true;
    agents.present().forEach(PresentAgent::lostView);
  }

  void seesAgain() {
    require(isOutOfView, "%s is in view: it has to be lost to come back".formatted(name));
    isOutOfView = false;
    List<Newcomer> waiting = List.copyOf(newcomers);
    newcomers.clear();
    waiting.forEach(this::admitBelatedly);
    tell();
  }

  void refuses(Optional<String> why) {
    refusal = why;
  }

  People people() {
    return crowd.people();
  }

  List<String> story() {
    return List.copyOf(story);
  }

  AgentLog agent(String agent) {
    return agents.log(agent);
  }

  List<Stay> stays() {
    return agents.stays();
  }

  List<Publication> publications() {
    return agents.publications();
  }

  void takesOver(String agent) {
    ApplicationFailure death = ApplicationFailure.newBuilder()
        .setMessage("the worker has died")
        .setType("understudy.unavailable")
        .setNextRetryDelay(Duration.ofMillis(1))
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
    present(agent).hold().fail(death);
  }

  void refuses(String agent, String why) {
    present(agent).hold().fail(refusal(why));
  }

  private PresentAgent present(String agent) {
    return agents
        .log(agent)
        .present()
        .orElseThrow(
            () -> new IllegalStateException("%s is not present in %s".formatted(agent, name)));
  }

  /** With the code that Ably's own gives it, which stands at the end of its sentences. */
  private static ApplicationFailure refusal(String why) {
    return Refusal.of(
        why.contains("(40160)") ? RefusalCode.ABLY_CAPABILITY_MISSING : RefusalCode.ABLY_REFUSED,
        why);
  }

  private static void require(boolean isPossible, String sentence) {
    if (!isPossible) {
      throw new IllegalStateException(sentence);
    }
  }

  /** Ends the attendances whose tasks are over without having closed them. Returns whether there were any. */
  boolean endForgotten() {
    boolean isAny = false;
    for (PresentAgent agent : agents.present()) {
      Optional<LeaveReason> end = executions.end(agent.spec().task());
      if (end.isPresent()) {
        isAny = true;
        end(agent, end.get());
      }
    }
    return isAny;
  }

  /** An attendance that was terminated says nothing more. */
  private void end(PresentAgent agent, LeaveReason reason) {
    if (!agent.hold().complete(reason)) {
      agents.leave(agent.spec(), reason, clock.get());
    }
  }

  /** Fails the test, once, if a task has done what no session can take. */
  void requirePossible() {
    Optional<String> told = mistake;
    mistake = Optional.empty();
    told.ifPresent(sentence -> {
      throw new IllegalStateException(sentence);
    });
  }

  /** What an activity has come for; throws what it ends with, if that is at once. */
  void attend(AttendanceSpec spec, ActivityExecutionContext activity) {
    if (!isOutOfView && !agents.isOver(spec)) {
      requireAdmitted(spec);
    }
    Holds.Hold hold = holds.take(activity);
    if (agents.isOver(spec)) {
      agents.staysAway(spec);
    } else if (crowd.has(spec.agent().value())) {
      agents.staysAway(spec);
      mistake = Optional.of(
          "%s cannot enter %s as an agent, where a user has that name: give one of them another"
              .formatted(spec.agent(), name));
    } else if (isOutOfView) {
      agents.staysAway(spec);
      newcomers.add(new Newcomer(spec, hold));
    } else {
      enter(spec, hold);
    }
    hold.waits();
  }

  private void requireAdmitted(AttendanceSpec spec) {
    Optional<ApplicationFailure> why =
        rival(spec).map(task -> nameTaken(spec, task)).or(() -> refusal.map(RoomState::refusal));
    if (why.isPresent()) {
      agents.staysAway(spec);
      throw why.get();
    }
  }

  private ApplicationFailure nameTaken(AttendanceSpec spec, String task) {
    return Refusal.of(
        RefusalCode.AGENT_HELD_BY_ANOTHER_TASK,
        "another %s is in %s, on behalf of task %s already: choose another name or session"
            .formatted(spec.agent(), name, task));
  }

  /** Another task whose agent of that name is there, unless it is over. */
  private Optional<String> rival(AttendanceSpec spec) {
    return agents
        .log(spec.agent().value())
        .present()
        .map(rival -> rival.spec().task())
        .filter(task -> !task.equals(spec.task()) && executions.end(task).isEmpty());
  }

  private void admitBelatedly(Newcomer newcomer) {
    try {
      requireAdmitted(newcomer.spec());
      enter(newcomer.spec(), newcomer.hold());
    } catch (ApplicationFailure refused) {
      newcomer.hold().fail(refused);
    }
  }

  private void enter(AttendanceSpec spec, Holds.Hold hold) {
    PresentAgent agent = new PresentAgent(spec, hold, executions.client());
    agents.enter(agent, clock.get());
    agent.sees(crowd.people());
  }

  /** Empty while nobody can see. */
  Optional<People> look() {
    return isOutOfView ? Optional.empty() : Optional.of(crowd.people());
  }

  void show(AttendanceSpec spec, Status status) {
    agents.show(spec, status);
  }

  void write(AttendanceSpec spec, OutputEvent.Part part) {
    agents.write(spec, part);
  }

  void written(AttendanceSpec spec, OutputEvent.StepEnd end, String text) {
    agents.written(spec, end, text);
  }

  String text(String agent) {
    return agents.text(agent);
  }

  void publish(AttendanceSpec spec, Publication message) {
    boolean isEnd = OutputMessage.parse(message.name(), message.data(), message.headers())
        .filter(parsed -> parsed.event() instanceof OutputEvent.TaskEnd)
        .isPresent();
    newcomers.removeIf(newcomer -> isEnd && newcomer.spec().key().equals(spec.key()));
    agents.publish(spec, message, clock.get());
  }
}
