package dev.understudy.cli.task;

import dev.understudy.attendance.Handoff;
import dev.understudy.audience.Absence;
import dev.understudy.cli.text.Words;
import dev.understudy.presence.Status;
import dev.understudy.presence.User;
import dev.understudy.session.Control;
import dev.understudy.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A task for people to read. Confined to one thread. */
final class TaskLines {
  private static final int LATEST_HANDOFFS = 3;

  private final List<String> lines = new ArrayList<>();

  private TaskLines() {}

  static List<String> of(ShownTask task) {
    TaskLines lines = new TaskLines();
    lines.addTask(task);
    task.view().agents().forEach(lines::addAgent);
    task.view().past().forEach(lines::addPast);
    lines.addHandoffs(task.view().handoffs());
    return List.copyOf(lines.lines);
  }

  private void add(String form, Object... values) {
    lines.add(Words.plain(String.format(Locale.ROOT, form, values)));
  }

  private void addTask(ShownTask task) {
    SessionView view = task.view();
    add("task %s: %s in Temporal%s", task.id(), task.status(), state(task));
    view.pausedBy().ifPresent(order -> addOrder("paused", order));
    view.cancelledBy().ifPresent(order -> addOrder("cancelled", order));
    view.questions()
        .forEach(question -> add(
            "  asks %d     \"%s\" of %s, until %s",
            question.id(),
            question.text(),
            question.approvers(),
            Words.date(Instant.ofEpochMilli(question.deadlineMillis()))));
    add("  messages   %d taken, %d waiting", view.messagesTaken(), view.messagesWaiting());
  }

  /** Of one that is over Temporal has said how it ended. */
  private static String state(ShownTask task) {
    if (task.view().isCancelled()) {
      return ", cancelled";
    }
    return task.isOver() ? "" : ", " + task.view().state().name().toLowerCase(Locale.ROOT);
  }

  private void addOrder(String deed, Control order) {
    add("  %-10s by %s%s", deed, order.by(), order.why().isBlank() ? "" : ": " + order.why());
  }

  private void addAgent(SessionView.Agent agent) {
    add("agent %s in %s", agent.agent(), agent.session());
    add(
        "  kept       %s",
        agent.keeper().map(turn -> "at " + Words.turn(turn)).orElse("not told yet"));
    add("  shows      %s", shows(agent.status()));
    add("  sees       %s", people(agent.sees().people().users()));
    agent.sees().due().ifPresent(this::addDue);
    agent.sees().absences().forEach(this::addAbsence);
    addWork(agent.work());
  }

  private static String shows(Status status) {
    String state = status.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "%s \"%s\"%s"
        .formatted(state, status.text(), status.detail().isEmpty() ? "" : " " + status.detail());
  }

  private static String people(List<User> users) {
    return users.isEmpty()
        ? "nobody"
        : users.stream().map(TaskLines::person).collect(Collectors.joining(", "));
  }

  private static String person(User user) {
    return "%s%s on %d device%s"
        .formatted(
            user.clientId(),
            user.role().map(role -> " (" + role + ")").orElse(""),
            user.devices(),
            user.devices() == 1 ? "" : "s");
  }

  private void addDue(SessionView.Due due) {
    add(
        "  due        %s at %s, unless somebody comes",
        due.outcome() == Absence.Outcome.PAUSED ? "pauses" : "is given up",
        Words.date(Instant.ofEpochMilli(due.atMillis())));
  }

  private void addAbsence(Absence absence) {
    add(
        "  absence    from %s to %s: %s",
        Words.date(Instant.ofEpochMilli(absence.leftAtMillis())),
        absence
            .endedAtMillis()
            .map(end -> Words.date(Instant.ofEpochMilli(end)))
            .orElse("now"),
        absence.outcome().name().toLowerCase(Locale.ROOT));
  }

  private void addWork(SessionView.Work work) {
    add(
        "  worked     %s, steps discarded: %d",
        Words.seconds(Duration.ofMillis(work.activeMillis())), work.discardedSteps());
  }

  private void addPast(SessionView.Past past) {
    add(
        "agent %s in %s left: %s, after %s of work",
        past.agent().agent(),
        past.agent().session(),
        past.reason().name().toLowerCase(Locale.ROOT),
        Words.seconds(Duration.ofMillis(past.agent().work().activeMillis())));
  }

  /** The latest few; {@code --handoffs} has all that are known, with what took how long. */
  private void addHandoffs(List<Handoff> handoffs) {
    handoffs.stream()
        .skip(Math.max(0, handoffs.size() - LATEST_HANDOFFS))
        .forEach(handoff -> add(
            "handoff at %s: %s in %s from %s to %s, %s, offline %s",
            Words.date(handoff.course().entered()),
            handoff.agent(),
            handoff.session(),
            handoff.from().worker(),
            handoff.to().worker(),
            handoff.reason().cause(),
            Words.seconds(handoff.course().offline())));
  }
}
