package dev.understudy.worker;

import io.temporal.activity.ActivityInterface;

/** What the steps of a story do. */
@ActivityInterface
public interface Writing {
  /** Streams words, and breaks off in the middle the first time. */
  void stumble();

  /** Streams a text that is larger than a message may be, in one part. */
  void large();

  /** Streams a thousand words at once. */
  void rush();

  /** Streams a word and waits. */
  void begin();

  /** Fails for good after a word. */
  void fail();

  /** Returns after a word, and leaves it to somebody else to complete it. */
  void entrust();

  /** Under an agent that its task has no session of. */
  void usurp();

  /** Streams and shows how often it has been called, and fails unless its attempts are counted from one again. */
  void untilReset();

  /** Streams nothing. */
  void keepSilent();

  /** Streams a word. */
  void word(String word);

  /** Streams a word that says how often it has been called, and waits, but the third time. */
  void insist();
}
