package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.understudy.ablylocal.app.Apps;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.ErrorInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What there is over HTTP. What Ably has and this server has not is among it, so that it is answered as such. */
public final class RestRoutes {
  private final Timers timers;
  private final RestDoor door;
  private final AppsEndpoint apps;
  private final TokenEndpoint tokens;
  private final RevocationEndpoint revocations;
  private final MessageResource messages;
  private final HistoryResource history;
  private final PresenceResource presence = new PresenceResource();
  private final ChannelResource channels = new ChannelResource();
  private final BatchResource batches;

  public RestRoutes(Apps apps, Timers timers) {
    this.timers = timers;
    this.door = new RestDoor(apps);
    this.apps = new AppsEndpoint(apps, timers);
    this.tokens = new TokenEndpoint(apps, timers);
    this.revocations = new RevocationEndpoint(apps, timers);
    this.messages = new MessageResource(timers);
    this.history = new HistoryResource(timers);
    this.batches = new BatchResource(messages);
  }

  /** All of them; the first that fits is the one. */
  public List<Route> all() {
    return List.of(
        Route.of("GET time", this::time),
        Route.of("POST apps", apps::create),
        Route.of("DELETE apps/*", apps::delete),
        Route.of("POST keys/*/requestToken", tokens::issue),
        Route.of("POST keys/*/revokeTokens", revocations::revoke),
        guarded("POST channels/*/messages", messages::publish),
        guarded("GET channels/*/messages", history::messages),
        guarded("GET channels/*/history", history::messages),
        guarded("GET channels/*/presence", presence::members),
        guarded("GET channels/*/presence/history", history::presence),
        guarded("GET channels/*", channels::details),
        guarded("POST messages", batches::publish),
        guarded("GET presence", batches::presence),
        guarded("GET stats", RestRoutes::noStatistics),
        guarded("* stats", call -> unsupported("Statistics are")),
        guarded("* chat/**", call -> unsupported("Chat's messages are")),
        guarded("* channels/*/annotations/**", call -> RestReply.refused(ErrorInfo.notMutable())),
        guarded("* channels/*/messages/*/**", call -> RestReply.refused(ErrorInfo.notMutable())),
        guarded("* channels/*/objects/**", call -> unsupported("LiveObjects are")),
        guarded("* push/**", call -> unsupported("Push notifications are")),
        guarded("GET channels", call -> unsupported("Enumerating channels is")),
        guarded("GET sse", call -> unsupported("Server-sent events are")),
        guarded("GET event-stream", call -> unsupported("Server-sent events are")));
  }

  private Route guarded(String text, Function<RestCall, RestReply> resource) {
    return Route.of(text, door.before(resource));
  }

  private RestReply time(RestRequest request, List<String> names) {
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
