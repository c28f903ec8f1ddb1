package dev.understudy.ablylocal;

import java.util.List;

/**
 * A request that was let in and found its resource.
 *
 * @param names what stood in the places that the path leaves open
 */
record RestCall(RestRequest request, Identity caller, List<String> names) {

  RestTarget target() {
    return request.target();
  }

  /** The channel it is about, whose name stands first; an attachment's parameters in front of it mean nothing here. */
  String channel() {
    return QualifiedName.parse(names.get(0)).channel();
  }
}
