package dev.understudy.spring;

/** The configuration is such that Understudy cannot work; says what is wrong, and what to change. */
final class MisconfiguredException extends RuntimeException {
  private final String action;

  MisconfiguredException(String description, String action) {
    super(description);
    this.action = action;
  }

  /** What would be right. */
  String action() {
    return action;
  }
}
