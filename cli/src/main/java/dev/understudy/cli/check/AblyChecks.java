package dev.understudy.cli.check;

import dev.understudy.beacon.Light;
import dev.understudy.cli.config.AblyFaults;
import dev.understudy.cli.text.Words;
import dev.understudy.presence.ably.AblyClients;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.presence.ably.KeyRights;
import io.ably.lib.types.AblyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What of Ably a worker of one task queue needs. */
final class AblyChecks {
  private static final String ABLY = "Ably";
  private static final String KEY = "Ably key";

  /** Of each session. */
  private static final Set<String> SESSION =
      new TreeSet<>(Set.of("publish", "subscribe", "presence"));

  /** Of the channel in which workers see each other. */
  private static final Set<String> WORKERS = new TreeSet<>(Set.of("subscribe", "presence"));

  private final AblySettings settings;
  private final KeyRights rights;
  private final List<Check> checks = new ArrayList<>();

  private AblyChecks(AblySettings settings) {
    this.settings = settings;
    this.rights = new KeyRights(settings);
  }

  static List<Check> of(AblySettings settings, String taskQueue, List<String> sessions) {
    AblyChecks checks = new AblyChecks(settings);
    try {
      checks.lookAtClock();
      checks.lookAtKey(taskQueue, sessions);
    } catch (AblyException failure) {
      checks.checks.add(Check.fail(KEY, AblyFaults.of("the key", failure)));
    }
    return List.copyOf(checks.checks);
  }

  private void lookAtClock() {
    long before = System.currentTimeMillis();
    try {
      long theirs = AblyClients.rest(settings).time();
      long ours = (before + System.currentTimeMillis()) / 2;
      checks.add(Check.ok(
          ABLY, settings.host().map(host -> host + ":" + settings.port()).orElse("Ably itself")));
      Duration apart = Duration.ofMillis(theirs - ours);
      checks.add(
          apart.abs().compareTo(Clocks.TOLERANCE) > 0
              ? Check.fail(
                  "clock",
                  "that of Ably is %s ahead of this one".formatted(Words.seconds(apart)),
                  Clocks.REMEDY)
              : Check.ok(
                  "clock", "within %s of that of Ably".formatted(Words.seconds(Clocks.TOLERANCE))));
    } catch (AblyException failure) {
      checks.add(Check.fail(ABLY, AblyFaults.of("its time", failure)));
    }
  }

  private void lookAtKey(String taskQueue, List<String> sessions) throws AblyException {
    if (checks.stream().anyMatch(check -> !check.holds() && check.what().equals(ABLY))) {
      return;
    }
    Set<String> lacking = rights.missing(Light.channel(taskQueue), WORKERS);
    checks.add(
        lacking.isEmpty()
            ? Check.ok(KEY, "may subscribe and be present in " + Light.channel(taskQueue))
            : Check.warn(
                KEY,
                "lacks %s in %s, so that a worker's death is noticed later"
                    .formatted(String.join(", ", lacking), Light.channel(taskQueue)),
                "give it that in understudy:workers:*"));
    for (String session : sessions) {
      lookAt(session);
    }
  }

  private void lookAt(String session) throws AblyException {
    Set<String> lacking = rights.missing(session, SESSION);
    checks.add(
        lacking.isEmpty()
            ? Check.ok(KEY, "may publish, subscribe and be present in " + session)
            : Check.fail(
                KEY,
                "lacks %s in %s".formatted(String.join(", ", lacking), session),
                "use an ABLY_KEY that has that there"));
  }
}
