package dev.understudy.samples.stage;

import java.util.List;
import java.util.Map;

/** What a demo has found: for people, for programs, and whether all of it held. */
public interface DemoReport {
  /** What did not hold; empty if all did. */
  List<String> objections();

  /** One JSON object on one line. */
  String toJson();

  /** For people. */
  List<String> lines();

  /**
   * Tells it to people, and to programs on standard output if they are to have it.
   *
   * @return the exit status of the demo: 0 only if all held
   */
  default int tell(Terminal terminal, boolean json) {
    if (json) {
      System.out.println(toJson());
    }
    lines().forEach(terminal::print);
    return objections().isEmpty() ? 0 : 1;
  }

  /** Those of {@code claims}, each an objection and whether it is unfounded, that are founded. */
  static List<String> founded(Map<String, Boolean> claims) {
    return claims.entrySet().stream()
        .filter(claim -> !claim.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }
}
