package dev.understudy.spring;

import dev.understudy.refusal.RefusalCode;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Why a request was not done, as its sender is told. */
final class Problem {
  private Problem() {}

  static ErrorResponseException of(HttpStatus status, String sentence) {
    return new ErrorResponseException(
        status, ProblemDetail.forStatusAndDetail(status, sentence), null);
  }

  static ErrorResponseException because(Throwable cause, HttpStatus status, String sentence) {
    return new ErrorResponseException(
        status, ProblemDetail.forStatusAndDetail(status, sentence), cause);
  }

  /** One with a code that a program can read, as in docs/refusals.md. */
  static ErrorResponseException refused(RefusalCode code, String sentence, Throwable cause) {
    ErrorResponseException problem = because(cause, status(code), sentence);
    problem.getBody().setProperty("code", code.code());
    return problem;
  }

  private static HttpStatus status(RefusalCode code) {
    return switch (code) {
      case ORDER_NOT_ALLOWED, QUESTION_FOR_OTHERS, SESSION_OF_OTHERS -> HttpStatus.FORBIDDEN;
      case ARGUMENT_MISSING,
          ARGUMENT_BLANK,
          ARGUMENT_HALF_CHARACTER,
          ARGUMENT_BAD_NAME,
          ARGUMENT_OUT_OF_RANGE,
          ARGUMENT_TOO_LARGE,
          ARGUMENT_NOT_JSON,
          ORDER_MALFORMED,
          ORDER_OF_NOBODY -> HttpStatus.BAD_REQUEST;
      case TASK_MAILBOX_FULL -> HttpStatus.TOO_MANY_REQUESTS;
      default -> HttpStatus.CONFLICT;
    };
  }
}
