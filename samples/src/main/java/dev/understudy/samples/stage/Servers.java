package dev.understudy.samples.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers of a demo, each a process of its own. */
public record Servers(Cast cast, Patience patience) {
  /** The variable with host and port of the Temporal server. */
  public static final String TEMPORAL = "TEMPORAL_ADDRESS";

  /**
   * Starts them and waits until they are ready.
   *
   * @param temporal host and port of a Temporal server to use in place of one's own
   * @return the environment of a process that is to find them
   */
  public Map<String, String> start(Optional<String> temporal) {
    Announcement ably = begin("ably-local", "ably-local");
    Map<String, String> environment = new HashMap<>();
    environment.put(TEMPORAL, temporal.orElseGet(this::startTemporal));
    environment.put("TEMPORAL_NAMESPACE", TemporalAccess.NAMESPACE);
    environment.put("TEMPORAL_CONFIG_FILE", plainConfiguration().toString());
    var where = patience.await("ably-local to be ready", ably::heard);
    environment.put("ABLY_KEY", where.path("key").asText());
    environment.put("ABLY_HOST", where.path("host").asText());
    environment.put("ABLY_PORT", where.path("port").asText());
    environment.put("ABLY_TLS", "false");
    return environment;
  }

  private String startTemporal() {
    Announcement announcement = begin("temporal", "temporal-test-server");
    var where = patience.await("Temporal's test server to be ready", announcement::heard);
    return where.path("host").asText() + ":" + where.path("port").asText();
  }

  private Announcement begin(String name, String command) {
    Announcement announcement = new Announcement(patience);
    cast.start(
        name, Map.of(), List.of(command, "--port", "0", "--until-stdin-closes"), announcement);
    return announcement;
  }

  /** In place of the configuration that this machine's user may have for other purposes. */
  private Path plainConfiguration() {
    try {
      return Files.writeString(cast.directory().resolve("temporal.toml"), "[profile.default]\n");
    } catch (IOException e) {
      throw new UncheckedIOException("temporal.toml", e);
    }
  }
}
