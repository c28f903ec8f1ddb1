package dev.understudy.session;

import java.util.Objects;

/** What became of a question that a task asked. */
public sealed interface Verdict {
  /** Somebody who may said yes. */
  record Approved(String by, String comment) implements Verdict {}

  /** Somebody who may said no. */
  record Rejected(String by, String comment) implements Verdict {}

  /** Nobody answered in time. */
  record Expired() implements Verdict {}

  static Verdict of(Answer answer) {
    String comment = Objects.requireNonNullElse(answer.comment(), "");
    return answer.isApproval()
        ? new Approved(answer.by(), comment)
        : new Rejected(answer.by(), comment);
  }

  /** Whether it is a yes. */
  default boolean isApproved() {
    return this instanceof Approved;
  }
}
