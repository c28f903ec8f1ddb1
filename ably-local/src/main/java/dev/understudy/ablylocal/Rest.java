package dev.understudy.ablylocal;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST interface (ably.com/docs/api/rest-api): finds the resource that a request is for, and lets the request in.
 *
 * <p>Confined to the event loop, on which each request is answered as a whole.
 */
final class Rest {
  private static final Logger LOG = LoggerFactory.getLogger(Rest.class);

  private final RestDoor door;
  private final List<Route> open;
  private final List<Route> guarded;

  Rest(RestDoor door, RestRoutes routes) {
    this.door = door;
    this.open = routes.open();
    this.guarded = routes.guarded();
  }

  RestReply answer(RestRequest request) {
    try {
      return visit(open, request)
          .or(() -> visit(guarded, request))
          .orElseGet(() -> RestReply.refused(
              ErrorInfo.notFound("/" + String.join("/", request.target().path()))));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.target().method(), request.target().path(), e);
      return RestReply.refused(ErrorInfo.internal());
    }
  }

  private Optional<RestReply> visit(List<Route> routes, RestRequest request) {
    for (Route route : routes) {
      Optional<List<String>> names = route.match(request.target());
      if (names.isPresent()) {
        RestCall call = new RestCall(request, door.identity(request), names.get());
        Optional<ErrorInfo> refusal = routes == open ? Optional.empty() : door.refuse(request);
        return Optional.of(
            refusal.map(RestReply::refused).orElseGet(() -> route.resource().answer(call)));
      }
    }
    return Optional.empty();
  }
}
