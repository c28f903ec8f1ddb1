package dev.understudy.ablylocal.past;

import java.time.Duration;

/**
 * How long what happened can be asked for, and how much of it is kept. Channels have their past for as long as at Ably
 * (ably.com/docs/storage-history/storage).
 */
public enum Retention {
  /** The past of every channel. */
  RECENT(Duration.ofMinutes(2), 128),
  /**
   * The past of channels in a namespace whose rule is to persist all messages: here one, as in the
   * apps of Ably's own tests.
   */
  PERSISTED(Duration.ofHours(24), 32),
  /**
   * How frames of clients ended. For longer than a client may repeat one: a loss goes unnoticed for
   * 30 min and 10 s at most, and can be resumed for 2 min more.
   */
  OUTCOMES(Duration.ofMinutes(35), 16);

  private static final String PERSISTED_NAMESPACE = "persisted:";

  private static final long MEBIBYTE = 1024 * 1024;

  private final Duration kept;
  private final int mebibytes;

  Retention(Duration kept, int mebibytes) {
    this.kept = kept;
    this.mebibytes = mebibytes;
  }

  public static Retention of(String channel) {
    return channel.startsWith(PERSISTED_NAMESPACE) ? PERSISTED : RECENT;
  }

  Duration kept() {
    return kept;
  }

  /** What may be kept in a server altogether, in bytes of the heap: with the others, a third of 512 MiB. */
  long capacity() {
    return mebibytes * MEBIBYTE;
  }
}
