package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;

/** The resources there are. What Ably has and this server has not is among them, so that it is answered as such. */
final class RestRoutes {
  private final Channels channels;
  private final Connections connections;
  private final Publishing publishing;
  private final Timers timers;

  RestRoutes(Channels channels, Connections connections, Publishing publishing, Timers timers) {
    this.channels = channels;
    this.connections = connections;
    this.publishing = publishing;
    this.timers = timers;
  }

  /** For everybody. */
  List<Route> open() {
    return List.of(Route.of("GET time", this::time));
  }

  /** For those with credentials. */
  List<Route> guarded() {
    MessageResource messages = new MessageResource(publishing, connections, timers);
    HistoryResource history = new HistoryResource(channels, timers);
    PresenceResource presence = new PresenceResource(channels);
    BatchResource batch = new BatchResource(messages, channels);
    return List.of(
        Route.of("POST channels/*/messages", messages::publish),
        Route.of("GET channels/*/messages", history::messages),
        Route.of("GET channels/*/history", history::messages),
        Route.of("GET channels/*/presence", presence::members),
        Route.of("GET channels/*/presence/history", history::presence),
        Route.of("GET channels/*", new ChannelResource(channels)::details),
        Route.of("POST messages", batch::publish),
        Route.of("GET presence", batch::presence),
        Route.of("GET stats", RestRoutes::noStatistics),
        Route.of("* channels/*/messages/*/**", call -> RestReply.refused(ErrorInfo.notMutable())),
        Route.of("* channels/*/objects/**", call -> unsupported("LiveObjects are")),
        Route.of("* push/**", call -> unsupported("Push notifications are")));
  }

  private RestReply time(RestCall call) {
    return RestReply.ok(JsonNodeFactory.instance.arrayNode().add(timers.now().toEpochMilli()));
  }

  /** None are kept, and clients that only look are told so. */
  private static RestReply noStatistics(RestCall call) {
    return PageSize.refuse(call.target())
        .map(RestReply::refused)
        .orElseGet(() -> new Page(List.of(), Optional.empty()).answer(call.target()));
  }

  private static RestReply unsupported(String what) {
    return RestReply.refused(ErrorInfo.notSupported(what));
  }
}
