package dev.understudy.samples.stage;

/** Names that are never used twice: worker-a to worker-z, then worker-a2 and so on. */
final class WorkerNames {
  private static final int LETTERS = 26;

  private WorkerNames() {}

  /** The name of the worker before which {@code earlier} others were started. */
  static String nth(int earlier) {
    int round = earlier / LETTERS + 1;
    char letter = (char) ('a' + earlier % LETTERS);
    return "worker-" + letter + (round == 1 ? "" : round);
  }
}
