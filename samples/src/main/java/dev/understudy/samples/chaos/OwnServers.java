package dev.understudy.samples.chaos;

import dev.understudy.samples.chaos.TemporalServer.Development;
import dev.understudy.samples.chaos.judge.Outage;
import dev.understudy.samples.stage.Announcement;
import dev.understudy.samples.stage.Cast;
import dev.understudy.samples.stage.Child;
import dev.understudy.samples.stage.Patience;
import dev.understudy.samples.stage.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers, as far as they were started here, and what happens to them. Confined to one thread. */
final class OwnServers {
  private final Cast cast;
  private final Patience patience;
  private final Optional<DevelopmentServer> development;
  private final Addresses addresses;
  private final List<Outage> outages = new ArrayList<>();
  private int ablyRuns = 1;

  /** All of them, ready. */
  OwnServers(Cast cast, Patience patience, TemporalServer temporal) {
    this.cast = cast;
    this.patience = patience;
    this.development = temporal instanceof Development own
        ? Optional.of(new DevelopmentServer(cast, patience, own.binary()))
        : Optional.empty();
    this.addresses = new Addresses(new Servers(cast, patience)
        .start(development.map(DevelopmentServer::address).or(temporal::given)));
  }

  Addresses addresses() {
    return addresses;
  }

  /** The times in which Ably was away. */
  List<Outage> outages() {
    return List.copyOf(outages);
  }

  /** Does it, waits until they serve again, and gives the name of which it was. */
  String suffer(Injection injection) {
    return switch (injection.kind()) {
      case ABLY_SERVER -> restartAbly();
      case TEMPORAL_RESTART -> development.orElseThrow().restart();
      default -> stopTemporal(injection);
    };
  }

  private String restartAbly() {
    long fromMillis = System.currentTimeMillis();
    Child old = cast.named(ablyRuns == 1 ? "ably-local" : "ably-local-" + ablyRuns);
    cast.excuse(old);
    old.kill();
    ablyRuns++;
    Announcement announcement = new Announcement(patience);
    String name = "ably-local-" + ablyRuns;
    cast.start(
        name,
        Map.of("ABLY_KEY", addresses.ablyKey()),
        List.of(
            "ably-local", "--port", String.valueOf(addresses.ablyPort()), "--until-stdin-closes"),
        announcement);
    outages.add(new Outage(fromMillis, Long.MAX_VALUE));
    patience.await(name + " to be ready", announcement::heard);
    outages.set(outages.size() - 1, new Outage(fromMillis, System.currentTimeMillis()));
    return name;
  }

  private String stopTemporal(Injection injection) {
    Child temporal =
        development.map(DevelopmentServer::process).orElseGet(() -> cast.named("temporal"));
    temporal.freeze();
    patience.rest(Duration.ofMillis(injection.lastingMillis()));
    temporal.thaw();
    return temporal.name();
  }
}
