package dev.understudy.cli.session;

import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.roster.Participant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is in a session, in words and for programs. */
final class Attendees {
  private Attendees() {}

  /** Who or what it is. */
  static String kind(Participant who) {
    return who instanceof Participant.Agent ? "agent" : "user";
  }

  /** On how many devices a user is, or on which worker an agent. */
  static String place(Participant who) {
    if (who instanceof Participant.User user) {
      int devices = user.devices().size();
      return "%d device%s".formatted(devices, devices == 1 ? "" : "s");
    }
    return orDash(presence(who).worker());
  }

  /** What an agent shows; nothing of a user. */
  static String shows(Participant who) {
    if (who instanceof Participant.User) {
      return "";
    }
    AgentPresence shown = presence(who);
    String text = shown.status() == null ? "" : " \"%s\"".formatted(shown.status());
    String detail = shown.detail() == null ? "" : " " + shown.detail();
    return word(shown.state()) + text + detail;
  }

  /** For whom an agent is there. */
  static String task(Participant who) {
    return who instanceof Participant.Agent ? presence(who).task() : "";
  }

  private static AgentPresence presence(Participant who) {
    if (who instanceof Participant.Agent agent) {
      return agent.presence();
    }
    throw new AssertionError(who);
  }

  private static String word(@Nullable AgentState state) {
    return state == null ? "-" : state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String orDash(@Nullable String text) {
    return text == null ? "-" : text;
  }

  /** For programs. */
  static Map<String, Object> json(Participant who) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", kind(who));
    json.put("name", who.clientId());
    if (who instanceof Participant.User user) {
      json.put("devices", user.devices().stream().map(Attendees::json).toList());
      return json;
    }
    if (who instanceof Participant.Agent agent) {
      AgentPresence shown = agent.presence();
      json.put("task", shown.task());
      json.put("tenure", List.of(shown.tenure().generation(), shown.tenure().attempt()));
      put(json, "worker", shown.worker());
      put(json, "state", shown.state() == null ? null : word(shown.state()));
      put(json, "shows", shown.status());
      put(json, "detail", shown.detail());
      put(
          json,
          "reason",
          shown.reason() == null ? null : shown.reason().name().toLowerCase(Locale.ROOT));
      return json;
    }
    throw new AssertionError(who);
  }

  private static void put(Map<String, Object> json, String key, @Nullable Object value) {
    if (value != null) {
      json.put(key, value);
    }
  }

  private static Map<String, Object> json(Participant.Device device) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("connectionId", device.connectionId());
    json.put("data", device.data());
    return json;
  }
}
