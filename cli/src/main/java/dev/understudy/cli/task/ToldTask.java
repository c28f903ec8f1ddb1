package dev.understudy.cli.task;

import dev.understudy.audience.Absence;
import dev.understudy.cli.text.Words;
import dev.understudy.presence.AgentState;
import dev.understudy.session.Control;
import dev.understudy.session.Question;
import dev.understudy.session.SessionView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A task that is open, with what is known of it. Immutable.
 *
 * @param agents those that keep present for it
 * @param view what it told of itself; empty unless it was asked, and has answered
 * @param silence why it has not answered; empty unless it was asked
 */
record ToldTask(
    OpenTask task, List<KeptAgent> agents, Optional<SessionView> view, Optional<String> silence) {
  /** Of these states somebody will want to know why. */
  private static final Set<AgentState> TO_BE_EXPLAINED =
      Set.of(AgentState.PAUSED, AgentState.ASKING);

  ToldTask {
    agents = List.copyOf(agents);
  }

  /** One that was not asked. */
  ToldTask(OpenTask task, List<KeptAgent> agents) {
    this(task, agents, Optional.empty(), Optional.empty());
  }

  ToldTask answering(SessionView told) {
    return new ToldTask(task, agents, Optional.of(told), Optional.empty());
  }

  ToldTask silentBecause(String why) {
    return new ToldTask(task, agents, Optional.empty(), Optional.of(why));
  }

  /** Whether the task has to be asked for the reason of its state. */
  boolean isToBeExplained() {
    return agents.stream()
        .anyMatch(one ->
            one.shows().map(status -> TO_BE_EXPLAINED.contains(status.state())).orElse(false));
  }

  /** In a word. */
  String state() {
    return view.map(ToldTask::state).orElseGet(this::stateOfAgents);
  }

  private static String state(SessionView view) {
    return view.isCancelled() ? "cancelled" : word(view.state());
  }

  private static String word(AgentState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String stateOfAgents() {
    if (agents.isEmpty()) {
      return "no session";
    }
    if (agents.stream().allMatch(one -> one.worker().isEmpty())) {
      return "unattended";
    }
    return agents.stream()
        .flatMap(one -> one.shows().stream())
        .map(status -> status.state())
        .filter(TO_BE_EXPLAINED::contains)
        .findFirst()
        .map(ToldTask::word)
        .orElse(agents.stream().anyMatch(one -> one.shows().isPresent()) ? "active" : "unknown");
  }

  /** Why it is in that state; empty if there is nothing to say, or nobody knows. */
  String why() {
    return view.map(ToldTask::why).or(() -> silence).orElseGet(this::whyOfAgents);
  }

  private String whyOfAgents() {
    return switch (stateOfAgents()) {
      case "unattended" -> "no worker holds its agent" + (agents.size() == 1 ? "" : "s");
      case "unknown" -> "its agent has shown nothing yet, or needs the task's data converter";
      default -> "";
    };
  }

  private static String why(SessionView view) {
    if (view.isCancelled()) {
      return view.cancelledBy().map(ToldTask::by).orElse("in Temporal, or nobody was there");
    }
    return switch (view.state()) {
      case PAUSED -> view.pausedBy().map(ToldTask::by).orElse("waits for people");
      case ASKING ->
        view.questions().isEmpty() ? "" : "asks " + view.questions().get(0).approvers();
      case ACTIVE, HANDING_OFF -> due(view);
    };
  }

  private static String by(Control order) {
    return order.why().isBlank()
        ? "by " + order.by()
        : "by %s: %s".formatted(order.by(), order.why());
  }

  private static String due(SessionView view) {
    return view.agents().stream()
        .flatMap(agent -> agent.sees().due().stream())
        .findFirst()
        .map(due -> "nobody is there, %s at %s"
            .formatted(
                due.outcome() == Absence.Outcome.PAUSED ? "pauses" : "is given up",
                Words.date(Instant.ofEpochMilli(due.atMillis()))))
        .orElse("");
  }

  /** Those that wait for an answer, if it was asked. */
  List<Question> questions() {
    return view.map(SessionView::questions).orElse(List.of());
  }
}
