package dev.understudy.ablylocal.rest;

import dev.understudy.ablylocal.wire.ErrorInfo;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST interface (ably.com/docs/api/rest-api): finds what a request is for.
 *
 * <p>Confined to the event loop, on which each request is answered as a whole.
 */
public final class Rest {
  private static final Logger LOG = LoggerFactory.getLogger(Rest.class);

  private final List<Route> routes;

  public Rest(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  public RestReply answer(RestRequest request) {
    try {
      return request.refuseContentType().map(RestReply::refused).orElseGet(() -> lead(request));
    } catch (RuntimeException e) {
      LOG.error("{} failed", request, e);
      return RestReply.refused(ErrorInfo.internal());
    }
  }

  private RestReply lead(RestRequest request) {
    return routes.stream()
        .flatMap(route -> visit(route, request).stream())
        .findFirst()
        .orElseGet(() -> RestReply.refused(
            ErrorInfo.notFound("/" + String.join("/", request.target().path()))));
  }

  private static Optional<RestReply> visit(Route route, RestRequest request) {
    return route.match(request.target()).map(names -> route.handler().answer(request, names));
  }
}
