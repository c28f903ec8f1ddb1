package dev.understudy.ablylocal;

/**
 * What there is over HTTP, by method and path.
 *
 * <p>Confined to the event loop.
 */
final class Rest {
  private final AppsEndpoint apps;
  private final TokenEndpoint tokens;

  Rest(Realtime realtime, Timers timers) {
    this.apps = new AppsEndpoint(realtime.apps(), realtime.authentication(), timers);
    this.tokens = new TokenEndpoint(realtime.apps(), realtime.authentication(), timers);
  }

  RestAnswer answer(RestRequest request) {
    RestRequest.Target target = request.target();
    if (target.is("POST", "apps")) {
      return apps.create(request);
    }
    if (target.is("DELETE", "apps", "*")) {
      return apps.delete(request, target.path().get(1));
    }
    if (target.is("POST", "keys", "*", "requestToken")) {
      return tokens.issue(request, target.path().get(1));
    }
    return new RestAnswer.Refused(ErrorInfo.notFound("/" + String.join("/", target.path())));
  }
}
