package dev.understudy.testing;

import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.People;
import dev.understudy.presence.User;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The people of a room, on their devices. Confined to the room's lock. */
final class Crowd {
  /** Of somebody of whose devices a test does not care. */
  static final String A_DEVICE = "a device";

  private final String room;

  /** The devices of each user, and what their data says of the user's role. */
  private final Map<String, Map<String, Optional<String>>> users = new LinkedHashMap<>();

  Crowd(String room) {
    this.room = room;
  }

  void enter(String user, String device, Optional<String> role) {
    requireNames(user, device, role);
    Map<String, Optional<String>> devices =
        users.computeIfAbsent(user, newcomer -> new LinkedHashMap<>());
    require(
        !devices.containsKey(device),
        "%s cannot enter %s on %s twice: let it leave first, or name another device"
            .formatted(user, room, device));
    devices.put(device, role);
  }

  private static void requireNames(String user, String device, Optional<String> role) {
    require(!user.isBlank(), "a user's name must not be blank but was \"%s\"".formatted(user));
    require(!user.equals("*"), "a user's name must not be \"*\", which is Ably's word for anybody");
    require(
        !device.isBlank(), "a device's name must not be blank but was \"%s\"".formatted(device));
    role.ifPresent(named -> {
      require(!named.isBlank(), "a role must not be blank but was \"%s\"".formatted(named));
      require(
          !named.equals(AgentPresence.ROLE),
          "a role must not be \"%s\": no agent is a user".formatted(named));
    });
  }

  void leave(String user) {
    require(
        users.remove(user) != null,
        "%s cannot leave %s without having entered it".formatted(user, room));
  }

  void leave(String user, String device) {
    Map<String, Optional<String>> devices = users.getOrDefault(user, Map.of());
    require(
        devices.containsKey(device),
        "%s cannot leave %s on %s without having entered it there: %s"
            .formatted(user, room, device, whereIs(user)));
    devices.remove(device);
    if (devices.isEmpty()) {
      users.remove(user);
    }
  }

  private String whereIs(String user) {
    return users.containsKey(user)
        ? "there is " + user + " on " + String.join(", ", users.get(user).keySet())
        : user + " is not there at all";
  }

  boolean has(String user) {
    return users.containsKey(user);
  }

  People people() {
    return new People(users.entrySet().stream()
        .map(user -> new User(user.getKey(), user.getValue().size(), role(user.getValue())))
        .toList());
  }

  private static Optional<String> role(Map<String, Optional<String>> devices) {
    return devices.values().stream().flatMap(Optional::stream).findFirst();
  }

  private static void require(boolean isPossible, String sentence) {
    if (!isPossible) {
      throw new IllegalStateException(sentence);
    }
  }
}
