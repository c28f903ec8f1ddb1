package dev.understudy.ablylocal;

import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frames;

/**
 * How the server ends a client's transport. The connection's state is kept each time, so that the
 * client can resume.
 */
public enum TransportEnd {
  /** The TCP connection ends in order but without a WebSocket close frame, as when a process is killed. */
  FIN {
    @Override
    void perform(Transport transport) {
      transport.link().cut();
    }
  },

  /** The TCP connection is reset, as by a load balancer that forgot it. */
  RST {
    @Override
    void perform(Transport transport) {
      transport.link().reset();
    }
  },

  /** The client is told by a DISCONNECTED (80003) first, as when Ably moves connections to another server. */
  AFTER_DISCONNECTED {
    @Override
    void perform(Transport transport) {
      transport.send(Frames.disconnected(ErrorInfo.disconnected()));
      transport.link().close();
    }
  };

  abstract void perform(Transport transport);
}
