package dev.understudy.ablylocal.link;

import dev.understudy.ablylocal.wire.Outbound;

/** The way to one client: a WebSocket, seen from inside. */
public interface Link {

  void send(Outbound frame);

  /** Asks the client for a sign of life that it gives without its application's help. */
  void ping();

  /** Ends politely, after everything sent so far. */
  void close();

  /** Ends at once and without a word, as if the client's process were killed. */
  void sever();

  /** Ends at once by a TCP reset. */
  void reset();
}
