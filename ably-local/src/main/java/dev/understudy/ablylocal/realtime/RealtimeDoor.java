package dev.understudy.ablylocal.realtime;

import dev.understudy.ablylocal.app.Apps;
import dev.understudy.ablylocal.auth.Admission;
import dev.understudy.ablylocal.auth.Grant;
import dev.understudy.ablylocal.connection.ConnectRequest;
import dev.understudy.ablylocal.connection.Connections;
import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.link.FaultyLink;
import dev.understudy.ablylocal.link.Refusals;
import dev.understudy.ablylocal.wire.Frames;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where clients that connect show their credentials: lets in those that are good, unless a test
 * wants them refused or too many come at once.
 *
 * <p>Confined to the event loop.
 */
final class RealtimeDoor {
  private static final Logger LOG = LoggerFactory.getLogger(RealtimeDoor.class);

  private final Apps apps;
  private final Refusals refusals;

  RealtimeDoor(Apps apps, Refusals refusals) {
    this.apps = apps;
    this.refusals = refusals;
  }

  /**
   * Lets a client in. Empty if it is refused: it was told so by an ERROR, for a refused handshake
   * would make the SDKs try forever.
   */
  Optional<Transport> open(ConnectRequest request, FaultyLink link) {
    Admission admission = admit(request);
    if (admission instanceof Admission.Granted granted) {
      Grant grant = granted.grant();
      return Optional.of(connections(grant).open(grant, request, link));
    } else if (admission instanceof Admission.Refused refused) {
      LOG.info("connection refused: {}", refused.error().message());
      link.send(Frames.error(refused.error()));
      link.close();
      return Optional.empty();
    }
    throw new AssertionError(admission);
  }

  private Admission admit(ConnectRequest request) {
    return refusals
        .connection()
        .<Admission>map(Admission.Refused::new)
        .orElseGet(() -> admitPaced(request));
  }

  /** Counts who is let in against the rate of new connections. */
  private Admission admitPaced(ConnectRequest request) {
    Admission admission = apps.authentication().of(request.credentials(), request.clientId());
    return admission instanceof Admission.Granted granted
        ? connections(granted.grant())
            .refuse(granted.grant(), request)
            .<Admission>map(Admission.Refused::new)
            .orElse(admission)
        : admission;
  }

  private Connections connections(Grant grant) {
    return apps.app(grant.appId()).orElseThrow().connections();
  }
}
