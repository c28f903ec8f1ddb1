package dev.understudy.batch.pages;

import dev.understudy.batch.PageNotes;
import java.util.function.Supplier;

/** Where an attempt at a page leaves its notes for the next one. Called by one thread at a time. */
interface Notebook {
  /**
   * Something has changed. Whether that is noted at once, or with the next change, is up to the
   * notebook; a careful one returns only when it is noted.
   *
   * @throws RuntimeException if nobody takes notes of this attempt any more: it has to end
   */
  void note(Supplier<PageNotes> now);
}
