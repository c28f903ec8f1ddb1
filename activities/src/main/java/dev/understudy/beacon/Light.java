package dev.understudy.beacon;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.understudy.Internal;
import dev.understudy.lease.WorkerRun;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a beacon shows, as presence data in the workers' channel of its task queue, whose clientId is the worker's name.
 *
 * @param since when that run of the worker began, by its own clock
 * @param isGoodbye whether it leaves because its worker has stopped, and holds nothing any more
 */
@Internal
public record Light(WorkerRun run, Instant since, boolean isGoodbye) {
  private static final String CHANNEL = "understudy:workers:";

  /** More than the longest names that Temporal takes. */
  private static final int MAX_LENGTH = 8192;

  /** No worker is named longer. */
  private static final int LONGEST_NAME = 128;

  private static final Pattern RUN = Pattern.compile("[\\w.-]{1,100}");

  private static final TypeAdapter<JsonElement> JSON = new Gson().getAdapter(JsonElement.class);

  /** Where the beacons of the workers of {@code taskQueue} are. */
  public static String channel(String taskQueue) {
    return CHANNEL
        + URLEncoder.encode(taskQueue, StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("*", "%2A");
  }

  static Light of(WorkerRun run, Instant since) {
    return new Light(run, since, false);
  }

  Light goodbye() {
    return new Light(run, since, true);
  }

  String toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("taskQueue", run.taskQueue());
    json.addProperty("worker", run.worker());
    json.addProperty("run", run.run());
    json.addProperty("since", since.toString());
    if (isGoodbye) {
      json.addProperty("goodbye", true);
    }
    return json.toString();
  }

  /**
   * What a member of the workers' channel of {@code taskQueue} shows, who may be anybody with a right to be there.
   *
   * @return empty unless it is a beacon of that queue, under its own name
   */
  static Optional<Light> parse(String taskQueue, String clientId, String data) {
    return object(data)
        .flatMap(Light::parse)
        .filter(light -> light.run.taskQueue().equals(taskQueue))
        .filter(light -> light.run.worker().equals(clientId));
  }

  private static Optional<JsonObject> object(String data) {
    if (data.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try (JsonReader reader = new JsonReader(new StringReader(data))) {
      JsonElement whole = JSON.read(reader);
      return whole instanceof JsonObject object && reader.peek() == JsonToken.END_DOCUMENT
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException | JsonParseException noJson) {
      return Optional.empty();
    }
  }

  private static Optional<Light> parse(JsonObject json) {
    try {
      WorkerRun run =
          new WorkerRun(text(json, "taskQueue"), text(json, "worker"), text(json, "run"));
      Instant since = Instant.parse(text(json, "since"));
      return RUN.matcher(run.run()).matches() && run.worker().length() <= LONGEST_NAME
          ? Optional.of(new Light(run, since, new JsonPrimitive(true).equals(json.get("goodbye"))))
          : Optional.empty();
    } catch (DateTimeException noInstant) {
      return Optional.empty();
    }
  }

  private static String text(JsonObject json, String name) {
    return json.get(name) instanceof JsonPrimitive value && value.isString()
        ? value.getAsString()
        : "";
  }
}
