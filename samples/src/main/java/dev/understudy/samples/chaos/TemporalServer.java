package dev.understudy.samples.chaos;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which Temporal the workers have. Immutable. */
sealed interface TemporalServer {
  /** Temporal's test server, started here: it knows what it was told for as long as its process lives. */
  record TestServer() implements TemporalServer {
    @Override
    public Map<Kind, String> spared() {
      return Map.of(Kind.TEMPORAL_RESTART, "the test server would forget all tasks");
    }

    @Override
    public List<String> options() {
      return List.of();
    }
  }

  /**
   * One that others run.
   *
   * @param address host and port
   */
  record Given(String address) implements TemporalServer {
    @Override
    public Map<Kind, String> spared() {
      Map<Kind, String> spared = new EnumMap<>(Kind.class);
      spared.put(Kind.TEMPORAL_SERVER, "the server is not ours to stop");
      spared.put(Kind.TEMPORAL_RESTART, "the server is not ours to end");
      return spared;
    }

    @Override
    public List<String> options() {
      return List.of("--temporal " + address);
    }
  }

  /** Temporal's development server, started here, with its state in a file. */
  record Development(Path binary) implements TemporalServer {
    @Override
    public Map<Kind, String> spared() {
      return Map.of();
    }

    @Override
    public List<String> options() {
      return List.of("--temporal-binary " + binary);
    }
  }

  /** What is not done to it, and why not. */
  Map<Kind, String> spared();

  /** The options of a command that choose it. */
  List<String> options();

  /** Host and port, if others run it. */
  default Optional<String> given() {
    return this instanceof Given given ? Optional.of(given.address()) : Optional.empty();
  }
}
