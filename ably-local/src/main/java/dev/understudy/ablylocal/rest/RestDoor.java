package dev.understudy.ablylocal.rest;

import dev.understudy.ablylocal.app.App;
import dev.understudy.ablylocal.app.Apps;
import dev.understudy.ablylocal.auth.Admission;
import dev.understudy.ablylocal.auth.Grant;
import java.util.function.Function;

/**
 * Where requests show their credentials (RSC18, RSA11): what is behind it gets only those that were
 * let in, with what they are granted.
 */
final class RestDoor {
  private final Apps apps;

  RestDoor(Apps apps) {
    this.apps = apps;
  }

  Route.Handler before(Function<RestCall, RestReply> resource) {
    return (request, names) -> {
      Admission admission = admit(request);
      if (admission instanceof Admission.Granted granted) {
        Grant grant = granted.grant();
        App app = apps.app(grant.appId()).orElseThrow();
        return resource.apply(new RestCall(request, app, grant, names));
      } else if (admission instanceof Admission.Refused refused) {
        return RestReply.refused(refused.error());
      }
      throw new AssertionError(admission);
    };
  }

  private Admission admit(RestRequest request) {
    return request
        .refuseClientId()
        .<Admission>map(Admission.Refused::new)
        .orElseGet(() -> apps.authentication().of(request.credentials(), request.clientId()));
  }
}
