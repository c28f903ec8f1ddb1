package dev.understudy.ablylocal;

/** Ably's limits for every package (ably.com/docs/platform/pricing/limits). */
final class Limits {
  static final int CHANNELS_PER_CONNECTION = 200;
  static final int MEMBERS_PER_CHANNEL = 200;

  /** Of one presence message, or of all messages published together; in bytes. */
  static final int MESSAGE_SIZE = 65_536;

  /** Of one protocol message; in bytes. */
  static final int FRAME_SIZE = 524_288;

  /** Messages a second that a client may send; told, not yet enforced. */
  static final int INBOUND_RATE = 50;

  private Limits() {}
}
