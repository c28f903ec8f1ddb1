package dev.understudy.session;

import dev.understudy.audience.Audience;
import dev.understudy.presence.People;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The questions that a task waits to have answered. Workflow code. */
final class Inquiries {
  /** A question, who may answer it, and the verdict to come. */
  private record Inquiry(
      Question question,
      Audience approvers,
      Supplier<People> people,
      CompletablePromise<Verdict> verdict) {
    boolean mayAnswer(String by) {
      return approvers.admits(by, people.get());
    }
  }

  /** How many that were answered are remembered: whoever answers too late is told. */
  private static final int MOST_REMEMBERED = 20;

  private final Runnable onChange;
  private final Map<Long, Inquiry> open = new LinkedHashMap<>();
  private final Map<Long, String> answered = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param onChange told of each that is open, or is not any more
   */
  Inquiries(Runnable onChange) {
    this.onChange = onChange;
  }

  List<Question> open() {
    return open.values().stream().map(Inquiry::question).toList();
  }

  Promise<Verdict> ask(Question question, Audience approvers, Supplier<People> people) {
    CompletablePromise<Verdict> verdict = Workflow.newPromise();
    open.put(question.id(), new Inquiry(question, approvers, people, verdict));
    onChange.run();
    return verdict;
  }

  void close(Question question) {
    open.remove(question.id());
    onChange.run();
  }

  void requireAskedOf(Answer answer) {
    Inquiry inquiry = Optional.ofNullable(open.get(answer.question()))
        .orElseThrow(() -> new RefusedArgumentException(
            RefusalCode.QUESTION_NOT_ASKED,
            "nobody asks question %d: %s".formatted(answer.question(), whatIsAsked(answer))));
    if (!inquiry.mayAnswer(answer.by())) {
      throw new RefusedArgumentException(
          RefusalCode.QUESTION_FOR_OTHERS,
          "%s may not answer question %d: it is for %s"
              .formatted(answer.by(), answer.question(), inquiry.approvers()));
    }
  }

  private String whatIsAsked(Answer answer) {
    String by = answered.get(answer.question());
    if (by != null) {
      return by + " has answered it already";
    }
    return open.isEmpty() ? "there is nothing to answer" : "open are " + open.keySet();
  }

  void answer(Answer answer) {
    Optional.ofNullable(open.remove(answer.question())).ifPresent(inquiry -> {
      remember(answer);
      onChange.run();
      inquiry.verdict().complete(Verdict.of(answer));
    });
  }

  private void remember(Answer answer) {
    answered.put(answer.question(), answer.by());
    if (answered.size() > MOST_REMEMBERED) {
      answered.remove(answered.keySet().iterator().next());
    }
  }
}
