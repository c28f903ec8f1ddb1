package dev.understudy.ablylocal;

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
   */
  public static Refusal with(int code, int statusCode, String message) {
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

  ErrorInfo error() {
    return error;
  }

  int times() {
    return times;
  }
}
