package dev.understudy.ablylocal;

import java.util.function.Function;

/**
 * Where requests show their credentials (RSC18, RSA11): what is behind it gets only those that were let in, with what they
 * are granted.
 */
final class RestDoor {
  private final Authentication authentication;

  RestDoor(Authentication authentication) {
    this.authentication = authentication;
  }

  Route.Handler before(Function<RestCall, RestReply> resource) {
    return (request, names) -> {
      Admission admission = admit(request);
      if (admission instanceof Admission.Granted granted) {
        return resource.apply(new RestCall(request, granted.grant(), names));
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
        .orElseGet(() -> authentication.of(request.credentials(), request.clientId()));
  }
}
