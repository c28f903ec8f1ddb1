package dev.understudy.ablylocal.channel;

import dev.understudy.ablylocal.wire.Outbound;

/** Whoever holds an attachment to a channel: the transport of a connection, as its channels see it. */
public interface Subscriber {

  String connectionId();

  /** Whether it wants the messages of its own connection back. */
  boolean wantsEcho();

  void send(Outbound frame);
}
