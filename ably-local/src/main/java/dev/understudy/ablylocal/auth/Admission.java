package dev.understudy.ablylocal.auth;

import dev.understudy.ablylocal.wire.ErrorInfo;

/** What became of credentials. */
public sealed interface Admission {

  /** They are good. */
  record Granted(Grant grant) implements Admission {}

  /** They are not. */
  record Refused(ErrorInfo error) implements Admission {}
}
