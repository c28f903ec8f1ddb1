package dev.understudy.cli.order;

import dev.understudy.Internal;
import dev.understudy.cli.task.ShownTask;
import dev.understudy.cli.text.Fault;
import dev.understudy.cli.text.Mistakes;
import dev.understudy.session.Answer;
import dev.understudy.session.Question;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code understudy answer}: says yes or no to what a task asks. */
@Internal
@Command(
    name = "answer",
    header = "Says yes or no to what a task asks.",
    description = {
      "Says yes or no to a question of a task.",
      "Temporal is where TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE or TEMPORAL_CONFIG_FILE say."
    },
    sortOptions = false)
public final class AnswerCommand extends OrderCommand {
  /** One of both. */
  private static final class Verdict {
    @Option(names = "--yes", required = true, description = "Say yes.")
    private boolean yes;

    @SuppressWarnings("unused") // it is there if yes is not
    @Option(names = "--no", required = true, description = "Say no.")
    private boolean no;
  }

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Verdict verdict = new Verdict();

  @Option(
      names = "--question",
      paramLabel = "ID",
      description = "Which one, as 'understudy show' says. Default: the only one.")
  private @Nullable Long question;

  @Option(names = "--comment", paramLabel = "TEXT", description = "What else to say.")
  private String comment = "";

  /** At that Temporal which this process' environment names. */
  public AnswerCommand() {
    this(System.getenv());
  }

  public AnswerCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  Object order(WorkflowClient client, String by) {
    long id = question == null ? onlyQuestion(client) : question;
    return Mistakes.named(() -> new Answer(id, by, verdict.yes, comment));
  }

  private long onlyQuestion(WorkflowClient client) {
    List<Question> questions = ShownTask.of(task(), client).view().questions();
    if (questions.isEmpty()) {
      throw Fault.failure(
          "task '%s' asks nothing".formatted(task()), "'understudy tasks' shows those that ask");
    }
    if (questions.size() > 1) {
      throw Fault.usage(
          "task '%s' asks %d questions: %s".formatted(task(), questions.size(), listed(questions)),
          "name one with --question");
    }
    return questions.get(0).id();
  }

  private static String listed(List<Question> questions) {
    return questions.stream()
        .map(one -> "%d \"%s\"".formatted(one.id(), one.text()))
        .collect(Collectors.joining(", "));
  }

  @Override
  String deed() {
    return "has the answer";
  }
}
