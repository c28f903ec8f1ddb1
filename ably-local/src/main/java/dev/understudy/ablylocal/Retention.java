package dev.understudy.ablylocal;

import java.time.Duration;

/** How long the past of a channel can be asked for (ably.com/docs/storage-history/storage). */
enum Retention {
  /** Of every channel. */
  RECENT(Duration.ofMinutes(2), 128),
  /** Of channels in a namespace whose rule is to persist all messages: here one, which is so in the apps of Ably's own tests. */
  PERSISTED(Duration.ofHours(24), 32);

  private static final String PERSISTED_NAMESPACE = "persisted:";

  private static final long MEBIBYTE = 1024 * 1024;

  private final Duration kept;
  private final int mebibytes;

  Retention(Duration kept, int mebibytes) {
    this.kept = kept;
    this.mebibytes = mebibytes;
  }

  static Retention of(String channel) {
    return channel.startsWith(PERSISTED_NAMESPACE) ? PERSISTED : RECENT;
  }

  Duration kept() {
    return kept;
  }

  /** What may be kept of all channels of a server together, in bytes of the heap: with the other, a third of 512 MiB. */
  long capacity() {
    return mebibytes * MEBIBYTE;
  }
}
