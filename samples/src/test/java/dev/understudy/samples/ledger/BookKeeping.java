package dev.understudy.samples.ledger;

import io.temporal.activity.ActivityInterface;

/** The steps of a task that keeps a ledger. */
@ActivityInterface
public interface BookKeeping {
  /** Books a balance; safe to repeat. */
  void book(long balance);
}
