package dev.understudy.ablylocal;

import dev.understudy.ablylocal.wire.ErrorInfo;
import java.util.Objects;

/**
 * The error with which a server is to refuse something, and how often. Immutable.
 *
 * <pre>{@code
 * Refusal.with(40160, 401, "not for you").times(2)
 * }</pre>
 */
public final class Refusal {
  private final ErrorInfo error;
  private final int times;

  private Refusal(ErrorInfo error, int times) {
    this.error = error;
    this.times = times;
  }

  /**
   * Refuses until lifted.
   *
   * @param code Ably's error code, such as 40160; whether a client retries depends on it
   * @param statusCode the HTTP status that goes with it, such as 401
   * @throws IllegalArgumentException if the code has not five digits or six, the status is none of
   *     an error, or the message is blank
   */
  public static Refusal with(int code, int statusCode, String message) {
    Objects.requireNonNull(message, "message must not be null");
    if (code < 10_000 || code > 999_999) {
      throw new IllegalArgumentException(
          "code must be one of Ably's, such as 40160, but was " + code);
    }
    if (statusCode < 400 || statusCode > 599) {
      throw new IllegalArgumentException(
          "statusCode must be from 400 to 599 but was " + statusCode);
    }
    if (message.isBlank()) {
      throw new IllegalArgumentException("message must not be blank");
    }
    return new Refusal(new ErrorInfo(code, statusCode, message), Integer.MAX_VALUE);
  }

  /**
   * The same, but so often only.
   *
   * @param number at least 1
   * @throws IllegalArgumentException if it is less
   */
  public Refusal times(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("a refusal happens at least once, not " + number);
    }
    return new Refusal(error, number);
  }

  public ErrorInfo error() {
    return error;
  }

  public int times() {
    return times;
  }
}
