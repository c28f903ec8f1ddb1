package dev.understudy.cli.text;

import java.util.regex.Pattern;

/**
 * Why a command cannot do what was asked, in one line: what is wrong and what to do about it.
 *
 * <p>The command line prints it without a stack trace. Anything else that escapes a command counts
 * as a bug.
 */
public final class Fault extends RuntimeException {
  public static final int FAILURE = 1;
  public static final int USAGE = 2;

  private static final Pattern LINE_BREAKS = Pattern.compile("\\s*(\\R|\\t)\\s*");

  private final String remedy;
  private final int exitStatus;

  private Fault(String what, String remedy, int exitStatus) {
    super(what);
    this.remedy = remedy;
    this.exitStatus = exitStatus;
  }

  /** The request itself is wrong: exit status 2. */
  public static Fault usage(String what, String remedy) {
    return new Fault(what, remedy, USAGE);
  }

  /** The world stands in the way: exit status 1. */
  public static Fault failure(String what, String remedy) {
    return new Fault(what, remedy, FAILURE);
  }

  /** The world stands in the way: exit status 1. {@code cause} shows with {@code --verbose}. */
  public static Fault failure(String what, String remedy, Throwable cause) {
    Fault fault = failure(what, remedy);
    fault.initCause(cause);
    return fault;
  }

  /** This fault, with one more thing that helps. */
  public Fault also(String hint) {
    Fault fault = new Fault(String.valueOf(getMessage()), remedy + "; " + hint, exitStatus);
    fault.initCause(this);
    return fault;
  }

  /** What the process exits with: 2 for a wrong request, 1 for everything else. */
  public int exitStatus() {
    return exitStatus;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }

  /** The whole fault in a single line: breaks of foreign messages folded away, and nothing that steers a terminal. */
  public String line() {
    return Words.plain(LINE_BREAKS
        .matcher("understudy: " + getMessage() + "; " + remedy)
        .replaceAll(" ")
        .strip());
  }
}
