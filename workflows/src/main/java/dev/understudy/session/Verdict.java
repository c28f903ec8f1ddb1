package dev.understudy.session;

/** What became of a question that a task asked. */
public sealed interface Verdict {
  /** Somebody who may said yes. */
  record Approved(String by, String comment) implements Verdict {}

  /** Somebody who may said no. */
  record Rejected(String by, String comment) implements Verdict {}

  /** Nobody answered in time. */
  record Expired() implements Verdict {}

  static Verdict of(Answer answer) {
    return answer.isApproval()
        ? new Approved(answer.by(), answer.comment())
        : new Rejected(answer.by(), answer.comment());
  }

  /** Whether it is a yes. */
  default boolean isApproved() {
    return this instanceof Approved;
  }
}
