package dev.understudy.spring;

import dev.understudy.session.Answer;
import dev.understudy.session.Control;
import dev.understudy.session.Steering;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What the body of an order says; each kind needs some of it.
 *
 * @param task the workflow's id
 * @param why of a pause, a resume or a cancel; may be left out
 * @param text of a steer
 * @param session in which who orders is; may be left out
 * @param question of an answer
 * @param isApproval of an answer
 * @param comment of an answer; may be left out
 */
record Order(
    @Nullable String task,
    @Nullable String why,
    @Nullable String text,
    @Nullable String session,
    @Nullable Long question,
    @Nullable Boolean isApproval,
    @Nullable String comment) {

  String requireTask() {
    if (task == null || task.isBlank()) {
      throw Problem.of(HttpStatus.BAD_REQUEST, "\"task\" must be a workflow's id");
    }
    return task;
  }

  /** What the task is sent, by a user of that name. */
  Object argument(String kind, String by) {
    return switch (kind) {
      case "pause", "resume", "cancel" -> new Control(by, orEmpty(why), session);
      case "steer" -> new Steering(by, orEmpty(text), session);
      case "answer" -> answer(by);
      default ->
        throw Problem.of(
            HttpStatus.NOT_FOUND,
            "there is no order '%s', but pause, resume, cancel, steer and answer".formatted(kind));
    };
  }

  private Answer answer(String by) {
    if (question == null || isApproval == null) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST,
          "an answer needs \"question\", a number, and \"isApproval\", true or false");
    }
    return new Answer(question, by, isApproval, orEmpty(comment));
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
