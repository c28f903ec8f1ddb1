package dev.understudy.ablylocal.wire;

/** The way a frame goes, as seen from the server. */
public enum Direction {
  /** From the client. */
  INBOUND,
  /** To the client. */
  OUTBOUND
}
