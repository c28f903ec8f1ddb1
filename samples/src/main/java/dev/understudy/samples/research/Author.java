package dev.understudy.samples.research;

import dev.understudy.samples.research.ResearchSteps.Notes;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who thinks for the agent. This is the place of a language model: with langchain4j, {@code draft} would
 * prompt a {@code StreamingChatModel} with the notes, hand each {@code onPartialResponse} to {@code parts},
 * and give back the text of {@code onCompleteResponse}. Thread-safe.
 */
interface Author {
  /** What to look for in order to answer, at least one word; empty if the question asks about nothing. */
  List<String> plan(String question);

  /**
   * Writes a report.
   *
   * @param parts takes the text piece by piece as it is written; together they are the result
   * @return the whole text
   */
  String draft(Notes notes, Consumer<String> parts) throws InterruptedException;
}
