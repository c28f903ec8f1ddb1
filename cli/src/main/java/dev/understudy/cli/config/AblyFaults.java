package dev.understudy.cli.config;

import dev.understudy.Internal;
import dev.understudy.cli.text.Fault;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;

/** What to say when Ably does not do as it was asked. */
@Internal
public final class AblyFaults {
  private static final int LACKS_CAPABILITY = 40160;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int HUNDRED = 100;
  private static final int TEN_THOUSAND = 10_000;

  /** Codes of connections that are lost (Ably, "error codes", 8xxxx). */
  private static final int CONNECTION = 8;

  /** Codes of what is no answer of Ably (5xxxx): also of requests that did not get through. */
  private static final int NO_ANSWER = 5;

  private AblyFaults() {}

  /** That {@code deed} failed. */
  public static Fault of(String deed, AblyException failure) {
    return of(deed, failure.errorInfo);
  }

  /** That {@code deed} failed. */
  public static Fault of(String deed, ErrorInfo reason) {
    int group = reason.code / TEN_THOUSAND;
    boolean isUnreached = group == CONNECTION || group == NO_ANSWER || reason.statusCode == 0;
    return Fault.failure(
        isUnreached
            ? "Ably cannot be reached: " + reason.message
            : "%s was refused: %s (%d)".formatted(deed, reason.message, reason.code),
        isUnreached
            ? "check the network, ABLY_HOST, ABLY_PORT and ABLY_TLS, and that the server runs"
            : remedy(reason));
  }

  private static String remedy(ErrorInfo reason) {
    if (reason.code == LACKS_CAPABILITY) {
      return "use an ABLY_KEY that may do this there";
    }
    int kind = reason.code / HUNDRED;
    return kind == UNAUTHORIZED || kind == NOT_FOUND || reason.statusCode == UNAUTHORIZED
        ? "check ABLY_KEY"
        : "see https://help.ably.io/error/" + reason.code;
  }
}
