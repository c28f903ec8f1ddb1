package dev.understudy.ablylocal.wire;

/** The way a frame goes, as seen from the server. */
public enum Direction {
  /** Going from the client to the server. */
  INBOUND,
  /** Going from the server to the client. */
  OUTBOUND
}
