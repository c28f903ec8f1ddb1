package dev.understudy.cli.check;

import dev.understudy.cli.text.Fault;
import dev.understudy.cli.text.Words;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that was looked at.
 *
 * @param what it is
 * @param found what was seen of it
 * @param remedy what would help; empty if it holds
 */
record Check(String what, Verdict verdict, String found, String remedy) {
  /** Whether it holds. */
  enum Verdict {
    OK("ok"),
    /** It works, but something is worse than it might be. */
    WARN("warn"),
    FAIL("FAIL");

    final String word;

    Verdict(String word) {
      this.word = word;
    }
  }

  static Check ok(String what, String found) {
    return new Check(what, Verdict.OK, found, "");
  }

  static Check warn(String what, String found, String remedy) {
    return new Check(what, Verdict.WARN, found, remedy);
  }

  static Check fail(String what, String found, String remedy) {
    return new Check(what, Verdict.FAIL, found, remedy);
  }

  /** One that failed as {@code fault} says. */
  static Check fail(String what, Fault fault) {
    return fail(what, String.valueOf(fault.getMessage()), fault.remedy());
  }

  boolean holds() {
    return verdict != Verdict.FAIL;
  }

  /** For people. */
  String line() {
    return Words.plain("%-5s %-9s %s%s"
        .formatted(verdict.word, what, found, remedy.isEmpty() ? "" : "; " + remedy));
  }

  /** For programs. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("check", what);
    json.put("verdict", verdict.word.toLowerCase(Locale.ROOT));
    json.put("found", found);
    json.put("remedy", remedy);
    return json;
  }
}
