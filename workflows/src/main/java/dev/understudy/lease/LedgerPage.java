package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.util.List;

/** A part of what a worker holds: the heartbeat details of one activity of its lease. */
@Internal
@OwnForm
public record LedgerPage(List<LedgerEntry> entries) {
  /** At the most: some 40 kB, which is written as a whole whenever something changes. */
  public static final int SIZE = 100;

  public LedgerPage {
    entries = List.copyOf(entries);
  }
}
