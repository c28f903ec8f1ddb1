package dev.understudy.samples.chaos.judge;

/**
 * A promise that was not kept.
 *
 * @param rule which, in a word
 * @param what happened, in a sentence
 */
public record Violation(String rule, String what) {
  @Override
  public String toString() {
    return rule + ": " + what;
  }
}
