package dev.understudy.samples.chaos.judge;

/** Something that an agent wanted to have an effect, as it came to the ledger. */
public sealed interface Deed permits Effect, Chore {
  /** When it came, in milliseconds since the epoch. */
  long atMillis();

  /** Whether the fence let it pass. */
  boolean kept();
}
