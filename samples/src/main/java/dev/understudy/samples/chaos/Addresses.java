package dev.understudy.samples.chaos;

import static java.util.Objects.requireNonNull;

import dev.understudy.ablylocal.Line;
import dev.understudy.samples.stage.Servers;
import dev.understudy.samples.watcher.AblyAccess;
import io.ably.lib.types.ClientOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the servers are: what a process is told that reaches them directly, or over a line. Immutable. */
record Addresses(Map<String, String> direct) {
  private static final int RETRY_MILLIS = 300;

  Addresses {
    direct = Map.copyOf(direct);
  }

  String temporal() {
    return of(Servers.TEMPORAL);
  }

  int ablyPort() {
    return Integer.parseInt(of("ABLY_PORT"));
  }

  String ablyKey() {
    return of("ABLY_KEY");
  }

  /** Options of an outsider's client: one that is back as soon as the server is. */
  ClientOptions ably() {
    ClientOptions options = AblyAccess.fromEnvironment(direct);
    options.disconnectedRetryTimeout = RETRY_MILLIS;
    options.suspendedRetryTimeout = RETRY_MILLIS;
    options.channelRetryTimeout = RETRY_MILLIS;
    return options;
  }

  private String of(String variable) {
    return requireNonNull(direct.get(variable), variable);
  }

  Line lineToAbly() {
    return new Line(of("ABLY_HOST"), ablyPort());
  }

  Line lineToTemporal() {
    List<String> parts = List.of(temporal().split(":", 2));
    return new Line(parts.get(0), Integer.parseInt(parts.get(1)));
  }

  /** The environment of a process that reaches them over these lines only. */
  Map<String, String> environment(Line ably, Line temporal) {
    Map<String, String> environment = new HashMap<>(direct);
    environment.put("ABLY_HOST", "127.0.0.1");
    environment.put("ABLY_PORT", String.valueOf(ably.port()));
    environment.put(Servers.TEMPORAL, "127.0.0.1:" + temporal.port());
    return environment;
  }
}
