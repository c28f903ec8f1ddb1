package dev.understudy.ablylocal.auth;

import dev.understudy.ablylocal.wire.ErrorInfo;

/** What became of credentials. */
public sealed interface Admission {

  /** The credentials are good. */
  record Granted(Grant grant) implements Admission {}

  /** The credentials are not good. */
  record Refused(ErrorInfo error) implements Admission {}
}
