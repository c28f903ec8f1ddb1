package dev.understudy.samples.research;

import dev.understudy.cli.Subcommand;
import dev.understudy.cli.text.Fault;
import dev.understudy.samples.demo.DemoOptions;
import dev.understudy.samples.demo.KillOptions;
import dev.understudy.samples.demo.Kills;
import dev.understudy.samples.demo.SettingOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code understudy demo research}: a question answered by three agents, through kills. */
@Command(
    name = "research",
    description = {
      "Has an agent and its two readers answer a question from debates of the European Parliament:"
          + " they search, read, and draft into the session, while the worker that drafts is killed"
          + " in the middle of the stream; a person approves, and the report is published.",
      "Starts everything it needs as processes of their own and ends them all. Exits with 0 only if"
          + " a reader of the session got exactly the report, and no agent was seen offline."
    },
    sortOptions = false)
public final class ResearchCommand implements Subcommand {
  private static final int MOST_KILLS = 100;

  /** It stands in presence data. */
  private static final int LONGEST = 200;

  private static final String REMEDY =
      "ask about something that the European Parliament debates, such as"
          + " \"What should be done about fish stocks?\"";

  @Parameters(paramLabel = "QUESTION", description = "In English, between quotation marks.")
  private String question = "";

  @Mixin
  private DemoOptions demo = new DemoOptions();

  @Mixin
  private KillOptions kills = new KillOptions();

  @Mixin
  private SettingOptions setting = new SettingOptions();

  @Override
  public Integer call() {
    return demo.play(ResearchDemo.of(plan()), setting.setting());
  }

  private ResearchPlan plan() {
    Kills planned = kills.kills(1, MOST_KILLS, "choose another number");
    return new ResearchPlan(question, agents(), planned);
  }

  /** Who will be seen, if there is something to be read. */
  private List<String> agents() {
    List<String> topics = topics();
    List<String> agents = new ArrayList<>(List.of(ResearchWorkflowImpl.LEAD));
    ResearchWorkflowImpl.READERS.stream().limit(topics.size()).forEach(agents::add);
    return agents;
  }

  private List<String> topics() {
    if (question.length() > LONGEST) {
      throw Fault.usage(
          "a question has at most %d letters but this one has %d"
              .formatted(LONGEST, question.length()),
          "ask more briefly");
    }
    List<String> topics = new ExtractingAuthor(new ThinkingTime(Duration.ZERO)).plan(question);
    if (topics.isEmpty()) {
      throw Fault.usage(
          "the question \"%s\" names nothing to read about".formatted(question), REMEDY);
    }
    Library library = Library.open();
    if (topics.stream().allMatch(topic -> library.search(topic, question, 1).isEmpty())) {
      throw Fault.usage("the corpus has nothing on \"%s\"".formatted(question), REMEDY);
    }
    return topics;
  }
}
