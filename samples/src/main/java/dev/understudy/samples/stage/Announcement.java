package dev.understudy.samples.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.function.Consumer;

/** The line by which a process says that it is ready, once it has come. Thread-safe. */
public final class Announcement implements Consumer<String> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Told<JsonNode> first = new Told<>();
  private final Patience patience;

  /** One that has not come yet; wakes {@code patience} up when it does. */
  public Announcement(Patience patience) {
    this.patience = patience;
  }

  @Override
  public void accept(String line) {
    parse(line).ifPresent(first::tell);
    patience.wakeUp();
  }

  /** The line, once it has come. */
  public Optional<JsonNode> heard() {
    return first.heard();
  }

  private static Optional<JsonNode> parse(String line) {
    try {
      return Optional.of(JSON.readTree(line)).filter(node -> node.has("ready"));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
