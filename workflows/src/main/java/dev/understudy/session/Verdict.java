package dev.understudy.session;

import java.util.Objects;
import java.util.Optional;

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

  /** Who gave the answer, yes or no; empty if nobody did. */
  default Optional<String> answeredBy() {
    if (this instanceof Approved approved) {
      return Optional.of(approved.by());
    }
    return this instanceof Rejected rejected ? Optional.of(rejected.by()) : Optional.empty();
  }

  /** Whether it is a yes. */
  default boolean isApproved() {
    return this instanceof Approved;
  }
}
