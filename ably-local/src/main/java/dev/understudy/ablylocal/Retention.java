package dev.understudy.ablylocal;

import java.time.Duration;

/** How long the past of a channel can be asked for (ably.com/docs/storage-history/storage). */
enum Retention {
  /** Of every channel. */
  RECENT(Duration.ofMinutes(2)),
  /** Of channels in a namespace whose rule is to persist all messages: here one, which is so in the apps of Ably's own tests. */
  PERSISTED(Duration.ofHours(24));

  private static final String PERSISTED_NAMESPACE = "persisted:";

  private final Duration kept;

  Retention(Duration kept) {
    this.kept = kept;
  }

  static Retention of(String channel) {
    return channel.startsWith(PERSISTED_NAMESPACE) ? PERSISTED : RECENT;
  }

  Duration kept() {
    return kept;
  }
}
