package dev.understudy.ablylocal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An application: its keys, and the channels and connections of those who present them, which no other application sees.
 *
 * <p>Confined to the event loop.
 */
final class App {
  private final String id;
  private final Map<String, ApiKey> keys = new LinkedHashMap<>();
  private final Timers timers;
  private final Limits limits;
  private final Revocations revocations = new Revocations();
  private final Channels channels;
  private final Connections connections;
  private final Attaching attaching;
  private final Publishing publishing;
  private final PresenceOperations presence;

  /** One without keys. */
  App(String id, Shared shared, Limits limits) {
    this.id = id;
    this.timers = shared.timers();
    this.limits = limits;
    this.channels = new Channels(shared, limits.overall().channels());
    this.connections = new Connections(shared, channels, limits);
    this.attaching = new Attaching(channels, limits);
    this.publishing = new Publishing(channels, limits);
    this.presence = new PresenceOperations(limits);
  }

  String id() {
    return id;
  }

  void add(ApiKey key) {
    keys.put(key.name(), key);
  }

  List<ApiKey> keys() {
    return List.copyOf(keys.values());
  }

  Optional<ApiKey> key(String name) {
    return Optional.ofNullable(keys.get(name));
  }

  Revocations revocations() {
    return revocations;
  }

  /** Lets tokens be good no more, and cuts off who is connected by them; asks those for others first if there is time. */
  void revoke(Revocation revocation, Instant now) {
    Duration margin = Duration.between(now, revocation.appliesAt());
    revocations.add(revocation);
    if (margin.isZero()) {
      connections.revoke(revocation);
    } else {
      connections.askForOthers(revocation);
      timers.after(margin, () -> connections.revoke(revocation));
    }
  }

  Limits limits() {
    return limits;
  }

  Channels channels() {
    return channels;
  }

  Connections connections() {
    return connections;
  }

  Attaching attaching() {
    return attaching;
  }

  Publishing publishing() {
    return publishing;
  }

  PresenceOperations presence() {
    return presence;
  }
}
