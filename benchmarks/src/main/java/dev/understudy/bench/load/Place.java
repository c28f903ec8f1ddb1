package dev.understudy.bench.load;

import dev.understudy.bench.load.Peer.Line;
import java.util.List;

/**
 * Where a client goes, and how it comes in. Ably's protocol in JSON, as ably-js speaks it; at the raw server,
 * frames of the same length, in as many round trips.
 */
record Place(int port, String uri, List<Line> lines) {
  private static final String QUERY =
      "/?format=json&v=4&heartbeats=false&echo=false&key=" + LoadServer.KEY;
  private static final String CONNECTED = "{\"action\":4,";
  private static final String ATTACHED = "{\"action\":11,";
  static final String ACK = "{\"action\":1,";
  static final String MESSAGE = "{\"action\":15,";

  Place {
    lines = List.copyOf(lines);
  }

  /** A connection that is attached to {@code channel}. */
  static Place subscriber(ServerProcess server, String channel) {
    return new Place(
        server.port(),
        QUERY,
        List.of(new Line("", CONNECTED), new Line(attach(channel), ATTACHED)));
  }

  /** A connection with one member on {@code channel}. */
  static Place member(ServerProcess server, String channel, int number) {
    return new Place(
        server.port(),
        QUERY,
        List.of(
            new Line("", CONNECTED),
            new Line(attach(channel), ATTACHED),
            new Line(presence(2, 0, channel, number), ACK)));
  }

  /** At the raw server, a client of its own that gets back what it says. */
  static Place echo(ServerProcess server, String channel, int number) {
    return new Place(
        server.port(),
        "/echo",
        List.of(new Line(attach(channel), ""), new Line(presence(2, 0, channel, number), "")));
  }

  /** At the raw server, where all hear what one says; {@code name} must be another for each. */
  static Place crowd(ServerProcess server, String name) {
    String hello = "hello from " + name;
    return new Place(server.port(), "/all", List.of(new Line(hello, hello)));
  }

  static String attach(String channel) {
    return "{\"action\":10,\"channel\":\"%s\"}".formatted(channel);
  }

  /** An enter (2), an update (4) or a leave (3). */
  static String presence(int action, int serial, String channel, int number) {
    return ("{\"action\":14,\"msgSerial\":%d,\"channel\":\"%s\",\"presence\":[{\"action\":%d,"
            + "\"clientId\":\"member-%d\",\"data\":\"%s\"}]}")
        .formatted(serial, channel, action, number, "x".repeat(100));
  }

  /** A message of that text. */
  static String message(int serial, String channel, String text) {
    return "{\"action\":15,\"msgSerial\":%d,\"channel\":\"%s\",\"messages\":[{\"name\":\"n\",\"data\":\"%s\"}]}"
        .formatted(serial, channel, text);
  }
}
