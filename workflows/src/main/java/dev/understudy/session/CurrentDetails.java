package dev.understudy.session;

import dev.understudy.audience.Absence;
import dev.understudy.presence.Brief;
import dev.understudy.presence.People;
import dev.understudy.presence.User;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Temporal's UI shows of a task as its current details, and its CLI as the answer to {@code
 * __temporal_workflow_metadata}: the view in words, as Markdown. Costs no history. Workflow code.
 */
final class CurrentDetails {
  /** Of people and of questions; the view has them all. */
  private static final int MOST_NAMED = 5;

  private final Supplier<SessionView> view;

  CurrentDetails(Supplier<SessionView> view) {
    this.view = view;
  }

  /** Something of the view has changed. */
  void tell() {
    Workflow.setCurrentDetails(text(view.get()));
  }

  static String text(SessionView view) {
    Stream<String> task = Stream.concat(
        Stream.of("**%s**%s".formatted(view.state().name().toLowerCase(Locale.ROOT), by(view))),
        view.questions().stream().limit(MOST_NAMED).map(CurrentDetails::question));
    return Stream.concat(task, view.agents().stream().map(CurrentDetails::agent))
        .collect(Collectors.joining("\n- "));
  }

  private static String by(SessionView view) {
    Optional<String> cancelled = view.cancelledBy().map(order -> ", cancelled" + given(order));
    return cancelled
        .or(() -> view.isCancelled() ? Optional.of(", cancelled") : Optional.empty())
        .or(() -> view.pausedBy().map(CurrentDetails::given))
        .orElse("");
  }

  private static String given(Control order) {
    return " by %s%s"
        .formatted(plain(order.by()), order.why().isEmpty() ? "" : ": " + plain(order.why()));
  }

  private static String question(Question asked) {
    return "asks question %d of %s until %s: %s"
        .formatted(
            asked.id(),
            plain(asked.approvers()),
            Instant.ofEpochMilli(asked.deadlineMillis()),
            plain(asked.text()));
  }

  private static String agent(SessionView.Agent agent) {
    String text = agent.status().text();
    return "%s in %s%s: %s%s%s"
        .formatted(
            plain(agent.agent().value()),
            plain(agent.session().value()),
            agent.keeper().map(turn -> " on " + plain(turn.worker())).orElse(""),
            text.isEmpty() ? "" : plain(text) + "; ",
            seen(agent.sees().people()),
            agent.sees().due().map(CurrentDetails::due).orElse(""));
  }

  private static String seen(People people) {
    List<User> users = people.users();
    if (users.isEmpty()) {
      return "sees nobody";
    }
    String named = users.stream()
        .limit(MOST_NAMED)
        .map(user -> plain(user.clientId()))
        .collect(Collectors.joining(", "));
    int more = users.size() - MOST_NAMED;
    return "sees " + named + (more > 0 ? " and %d more".formatted(more) : "");
  }

  private static String due(SessionView.Due due) {
    return "; %s at %s unless somebody comes"
        .formatted(
            due.outcome() == Absence.Outcome.CANCELLED ? "gives up" : "pauses",
            Instant.ofEpochMilli(due.atMillis()));
  }

  /** Words of people and programs, in one line and without what Markdown would make of them. */
  private static String plain(String words) {
    return Brief.line(words).replaceAll("([\\\\`*_~\\[\\]<>#|])", "\\\\$1");
  }
}
