package dev.understudy.samples.chaos.judge;

/** Something that an agent said on a room's channel, as a subscriber got it. */
public sealed interface Said permits Heard, Streamed {
  /** When it came, in milliseconds since the epoch. */
  long atMillis();

  /** The agent under whose clientId it came. */
  String agent();
}
