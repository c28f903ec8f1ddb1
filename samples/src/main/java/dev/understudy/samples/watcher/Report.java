package dev.understudy.samples.watcher;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What the watcher says, one JSON object a line. Times are milliseconds since the epoch. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Report.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = Report.Event.class, name = "event"),
  @JsonSubTypes.Type(value = Report.Sight.class, name = "sight"),
  @JsonSubTypes.Type(value = Report.Verdict.class, name = "verdict")
})
public sealed interface Report {

  /** Attached to {@code channel}, its members known. Everything from here on is seen. */
  record Ready(long atMillis, String channel) implements Report {}

  /** A presence event as Ably's client delivered it, with the time at which it did. */
  record Event(long atMillis, Action action, String clientId, String connectionId, JsonNode data)
      implements Report {}

  /** The watcher's own connection or channel was lost, or came back: in between, it sees nothing. */
  record Sight(long atMillis, boolean clear, String reason) implements Report {}

  /**
   * The sum of all events.
   *
   * @param blindMillis how long the watcher itself was cut off
   */
  record Verdict(long atMillis, long blindMillis, Map<String, ClientVerdict> clients)
      implements Report {
    /** Keeps a copy. */
    public Verdict {
      clients = Map.copyOf(clients);
    }
  }

  /**
   * What was seen of one clientId.
   *
   * @param offlineMillis time without any member, from the first enter to the final leave
   * @param gaps where that time lies
   * @param here whether a member is still there
   */
  record ClientVerdict(long offlineMillis, List<Gap> gaps, boolean here) {
    /** Keeps a copy. */
    public ClientVerdict {
      gaps = List.copyOf(gaps);
    }
  }

  /** A time in which no member of a clientId was there. */
  record Gap(long fromMillis, long toMillis) {
    /** How long it lasted. */
    public long millis() {
      return toMillis - fromMillis;
    }
  }

  /** What happened to a member, in Ably's words. */
  public enum Action {
    /** Not there; only ever seen while members are being learnt. */
    absent,
    /** Was there before the watcher came. */
    present,
    /** Came. */
    enter,
    /** Went, or was taken out of the set by Ably. */
    leave,
    /** Changed its data. */
    update
  }

  /**
   * Reads one line.
   *
   * @throws IllegalArgumentException if it is none of the watcher's
   */
  static Report parse(String line) {
    try {
      return Lines.JSON.readValue(line, Report.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a line of the watcher: " + line, e);
    }
  }

  /** This report as one line, without its end. */
  default String toLine() {
    try {
      return Lines.JSON.writerFor(Report.class).writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is always JSON", e);
    }
  }
}
