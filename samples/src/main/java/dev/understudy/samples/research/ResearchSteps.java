package dev.understudy.samples.research;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** The steps of research. Each is safe to repeat: it changes nothing. */
@ActivityInterface
public interface ResearchSteps {
  /** The step in which the draft is streamed, as Temporal calls it. */
  String DRAFT = "research.draft";

  /** The type of the failure, not retried, of a plan for a question that asks about nothing. */
  String NO_TOPIC = "research.no-topic";

  /**
   * What to read about.
   *
   * @throws io.temporal.failure.ApplicationFailure of type {@link #NO_TOPIC} if the question names nothing
   */
  @ActivityMethod(name = "research.plan")
  List<String> plan(String question);

  /** What the corpus has on a topic, the best first; the reader shows what it reads. May be empty. */
  @ActivityMethod(name = "research.read")
  List<Extract> read(Reading reading);

  /** The report, which is also streamed into the session as it is written. */
  @ActivityMethod(name = DRAFT)
  String draft(Notes notes);

  /**
   * What is to be read.
   *
   * @param reader the agent that reads
   * @param topic what about
   * @param question to which end
   */
  record Reading(String reader, String topic, String question) {}

  /**
   * What there is to write from.
   *
   * @param question to be answered
   * @param extracts those on the same topic together
   */
  record Notes(String question, List<Extract> extracts) {
    /** Keeps a copy. */
    public Notes {
      extracts = List.copyOf(extracts);
    }
  }
}
