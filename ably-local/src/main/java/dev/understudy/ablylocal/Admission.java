package dev.understudy.ablylocal;

/** What became of credentials. */
sealed interface Admission {

  /** They are good. */
  record Granted(Grant grant) implements Admission {}

  /** They are not. */
  record Refused(ErrorInfo error) implements Admission {}
}
