package dev.understudy.batch.pages;

import dev.understudy.batch.PageNotes;
import dev.understudy.batch.PageNotes.Identity;
import java.util.List;
import java.util.Optional;

/**
 * Where an attempt at a page goes on: the decisions before its first item. Immutable.
 *
 * @param earlier the newest notes that arrived, of whatever attempt
 * @param attempt the number of this one, from 1
 */
record Resumption(PageNotes earlier, int attempt) {
  /** A source whose page is another one each time would never get past it. */
  private static final int MOST_CHANGES = 3;

  /** Counted on from the attempt that wrote the notes, though an operator has set Temporal's count back. */
  static Resumption of(PageNotes earlier, int attempt) {
    return new Resumption(earlier, Math.max(attempt, earlier.last().attempt() + 1));
  }

  /** How many attempts, this one included, have settled nothing since the last one that did. */
  int inVain() {
    return attempt - earlier.last().progressed();
  }

  /**
   * Whether each item has to be noted before it begins: the last attempt died, and one more that dies
   * unnoted could convict nobody.
   */
  boolean isCareful() {
    return earlier.last().isDeathBefore(attempt);
  }

  /**
   * What is to be done with a page of these items; empty if it was another one each time, too often.
   *
   * @param itemAttempts the limit for one item
   */
  Optional<PageLedger> ledger(List<String> keys, int itemAttempts) {
    return notesOn(keys).map(notes -> PageLedger.open(notes.page(), notes, itemAttempts, attempt));
  }

  /** The earlier ones, if they are about the same items. */
  private Optional<PageNotes> notesOn(List<String> keys) {
    Identity before = earlier.page();
    Identity now = new Identity(keys.size(), keys.hashCode(), before.changes());
    if (before.isSameAs(now)) {
      return Optional.of(earlier);
    }
    if (before.isUnread()) {
      return Optional.of(earlier.about(now));
    }
    return Optional.of(new Identity(now.size(), now.fingerprint(), before.changes() + 1))
        .filter(changed -> changed.changes() <= MOST_CHANGES)
        .map(earlier::about);
  }
}
