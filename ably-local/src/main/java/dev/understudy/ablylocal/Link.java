package dev.understudy.ablylocal;

/** The way to one client: a WebSocket, seen from inside. */
interface Link {

  void send(Outbound frame);

  /** Asks the client for a sign of life that it gives without its application's help. */
  void ping();

  /** Ends politely, after everything sent so far. */
  void close();

  /** Ends at once, as if a cable were cut. */
  void sever();
}
