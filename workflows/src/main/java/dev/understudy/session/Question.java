package dev.understudy.session;

import dev.understudy.payload.OwnForm;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a task waits to have answered.
 *
 * @param id to answer with
 * @param text for the people
 * @param approvers who may answer, for people to read
 * @param deadlineMillis epoch milliseconds of the workflow's clock
 */
@OwnForm
public record Question(long id, String text, String approvers, long deadlineMillis) {
  /** The key of the text in the detail of what an agent shows. */
  static final String TEXT = "question";

  /** What an agent that asks it shows. */
  Map<String, Object> detail() {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("questionId", id);
    detail.put(TEXT, text);
    return detail;
  }
}
