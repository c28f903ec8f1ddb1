package dev.understudy.ablylocal.rest;

import dev.understudy.ablylocal.app.App;
import dev.understudy.ablylocal.auth.Grant;
import dev.understudy.ablylocal.auth.Operation;
import dev.understudy.ablylocal.channel.Channels;
import dev.understudy.ablylocal.wire.ChannelName;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.QualifiedName;
import java.util.List;
import java.util.Optional;

/**
 * A request that was let in and found its resource.
 *
 * @param app the one that its credentials are of
 * @param grant what its credentials give it
 * @param names what stood in the places that the path leaves open
 */
record RestCall(RestRequest request, App app, Grant grant, List<String> names) {

  RestTarget target() {
    return request.target();
  }

  Channels channels() {
    return app.channels();
  }

  /** The channel it is about, whose name stands first; an attachment's parameters in front of it mean nothing here. */
  String channel() {
    return QualifiedName.parse(names.get(0)).channel();
  }

  /** Why it may not do this to its channel; empty if it may. */
  Optional<ErrorInfo> refuse(Operation operation) {
    return refuse(operation, channel());
  }

  /** Why it may not do this to that channel; empty if it may. */
  Optional<ErrorInfo> refuse(Operation operation, String channel) {
    return ChannelName.refuse(channel).or(() -> grant.refuse(operation, channel));
  }
}
