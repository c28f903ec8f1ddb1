package dev.understudy.samples.research;

import dev.understudy.audience.Audience;
import dev.understudy.samples.research.ResearchSteps.Notes;
import dev.understudy.samples.research.ResearchSteps.Reading;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.session.Verdict;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Shares the topics out among its readers, who read side by side. */
public final class ResearchWorkflowImpl implements ResearchWorkflow {
  static final String LEAD = "researcher";

  /** The readers by name; one without a topic stays away. */
  static final List<String> READERS = List.of("reader-1", "reader-2");

  private static final Duration FOR_AN_ANSWER = Duration.ofHours(8);

  private final ResearchSteps steps = Workflow.newActivityStub(
      ResearchSteps.class,
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(5)).build());

  @Override
  public Report research(Assignment assignment) {
    SessionSpec spec = SessionSpec.on(assignment.session()).as(LEAD);
    return AgentSession.attend(spec, lead -> {
      lead.status("planning");
      List<String> topics = steps.plan(assignment.question());
      lead.status("waiting for readers", Map.of("topics", topics));
      List<Extract> extracts = read(assignment, topics);
      lead.checkpoint();
      lead.status("drafting", Map.of("extracts", extracts.size()));
      String text = steps.draft(new Notes(assignment.question(), extracts));
      String approver = approver(lead, assignment);
      if (!approver.isEmpty()) {
        lead.publish("report", text);
      }
      return new Report(text, extracts, approver);
    });
  }

  /** What the readers found, without what more than one topic led to. */
  private List<Extract> read(Assignment assignment, List<String> topics) {
    List<Promise<List<Extract>>> shares = new ArrayList<>();
    int readers = Math.min(READERS.size(), topics.size());
    for (int reader = 0; reader < readers; reader++) {
      String name = READERS.get(reader);
      List<String> share = share(topics, reader, readers);
      shares.add(Async.function(() -> readAs(name, assignment, share)));
    }
    Promise.allOf(shares).get();
    return distinct(shares.stream().flatMap(share -> share.get().stream()).toList(), assignment);
  }

  private static List<String> share(List<String> topics, int reader, int readers) {
    List<String> share = new ArrayList<>();
    for (int topic = reader; topic < topics.size(); topic += readers) {
      share.add(topics.get(topic));
    }
    return share;
  }

  private List<Extract> readAs(String reader, Assignment assignment, List<String> topics) {
    SessionSpec spec = SessionSpec.on(assignment.session()).as(reader);
    return AgentSession.attend(spec, session -> {
      List<Extract> extracts = new ArrayList<>();
      for (String topic : topics) {
        session.checkpoint();
        session.status("searching", Map.of("topic", topic));
        extracts.addAll(steps.read(new Reading(reader, topic, assignment.question())));
      }
      return extracts;
    });
  }

  private static List<Extract> distinct(List<Extract> extracts, Assignment assignment) {
    LinkedHashSet<String> seen = new LinkedHashSet<>();
    List<Extract> distinct =
        extracts.stream().filter(extract -> seen.add(extract.text())).toList();
    if (distinct.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "the corpus has nothing on \"%s\": ask about something that the European Parliament debates"
              .formatted(assignment.question()),
          NOTHING_FOUND);
    }
    return distinct;
  }

  /** Asks; gives who approved, empty if nobody did. */
  private static String approver(AgentSession lead, Assignment assignment) {
    lead.checkpoint();
    Verdict verdict = lead.ask(
        "Publish the report on \"%s\"?".formatted(assignment.question()),
        Audience.users(assignment.approver()),
        FOR_AN_ANSWER);
    return verdict instanceof Verdict.Approved approved ? approved.by() : "";
  }
}
