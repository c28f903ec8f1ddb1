package dev.understudy.ablylocal.app;

import dev.understudy.ablylocal.auth.Identity;
import dev.understudy.ablylocal.connection.Connection;
import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.wire.Ids;

/**
 * Who publishes some messages together.
 *
 * @param connectionId empty over HTTP, where there is none
 * @param frameId the stem of the ids of messages that have none
 */
public record Publisher(Identity identity, String connectionId, String frameId) {

  static Publisher over(Transport transport, long msgSerial) {
    String connectionId = transport.connectionId();
    return new Publisher(
        transport.connection().identity(), connectionId, connectionId + ":" + msgSerial);
  }

  public static Publisher overHttp(Identity caller) {
    return new Publisher(caller, "", Ids.name());
  }

  /** A caller that may act as anyone acts as that connection's client. */
  public static Publisher onBehalfOf(Connection connection, Identity caller) {
    Identity identity = caller instanceof Identity.Anyone ? connection.identity() : caller;
    return new Publisher(identity, connection.id(), Ids.name());
  }
}
