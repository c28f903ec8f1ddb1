package dev.understudy.samples.chaos;

import dev.understudy.ablylocal.Line;
import dev.understudy.samples.stage.Announcement;
import dev.understudy.samples.stage.Cast;
import dev.understudy.samples.stage.Child;
import dev.understudy.samples.stage.Patience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place for one worker after the other, with lines of its own to both servers. Confined to one thread;
 * owns the lines.
 */
final class Slot implements AutoCloseable {
  /** After it is back, a worker has this long until others may count on it. */
  private static final long CONVALESCENCE_MILLIS = 5_000;

  private final int number;
  private final Company company;
  private final Line ably;
  private final Line temporal;
  private final Map<String, String> environment;
  private final List<Child> leaving = new ArrayList<>();
  private int runs;
  private int stillborn;
  private Child worker;
  private Announcement announcement;
  private @Nullable Injection injection;
  private long untilMillis;
  private long backMillis;

  /**
   * What all workers have in common.
   *
   * @param arguments of the command that starts one, but for its name
   */
  record Company(Cast cast, Patience patience, Addresses servers, List<String> arguments) {}

  /** A slot with its first worker, which is not ready yet. */
  Slot(int number, Company company) {
    this.number = number;
    this.company = company;
    this.ably = company.servers().lineToAbly();
    this.temporal = company.servers().lineToTemporal();
    this.environment = company.servers().environment(ably, temporal);
    this.announcement = new Announcement(company.patience());
    this.worker = start();
  }

  private Child start() {
    runs++;
    announcement = new Announcement(company.patience());
    backMillis = Long.MAX_VALUE;
    List<String> named = new ArrayList<>(company.arguments());
    String name = "worker-%d.%d".formatted(number, runs);
    named.addAll(List.of("--name", name));
    Child started = company.cast().start(name, new HashMap<>(environment), named, announcement);
    // Of how it ends the slot takes care.
    company.cast().excuse(started);
    return started;
  }

  /** The name of whoever works here. */
  String name() {
    return worker.name();
  }

  Child worker() {
    return worker;
  }

  boolean isReady() {
    return announcement.heard().isPresent();
  }

  /** Whether nothing is the matter with it, and has not been for a while. */
  boolean isWell(long nowMillis) {
    return isReady() && injection == null && nowMillis >= backMillis;
  }

  /** Has it rest for as long as it takes to return from what was done to a server. */
  void convalesce(long untilMillis) {
    backMillis = Math.max(backMillis, untilMillis);
  }

  /** Does it to the worker. */
  void suffer(Injection next, long nowMillis) {
    switch (next.kind()) {
      case KILL -> replaceAfter(worker::kill);
      case RESTART -> {
        leaving.add(worker);
        replaceAfter(worker::terminate);
      }
      case FREEZE -> worker.freeze();
      default -> cut(next.kind());
    }
    if (next.kind().isPassing()) {
      injection = next;
      untilMillis = nowMillis + next.lastingMillis();
    }
  }

  private void replaceAfter(Runnable end) {
    end.run();
    worker = start();
  }

  private void cut(Kind kind) {
    if (kind.reachesAbly()) {
      cut(ably, kind.isSilent());
    }
    if (kind.reachesTemporal()) {
      cut(temporal, kind.isSilent());
    }
  }

  private static void cut(Line line, boolean silently) {
    if (silently) {
      line.silence();
    } else {
      line.reset();
    }
  }

  /** How many workers ended before they were ready, though nobody told them to. */
  int stillborn() {
    return stillborn;
  }

  /** Whether the worker has ended although nobody told it to. */
  boolean hasCrashed() {
    return isReady() && !worker.isAlive();
  }

  /** Ends what has lasted long enough, and starts anew what could not start: on a busy machine that happens. */
  void pass(long nowMillis) {
    if (!isReady() && !worker.isAlive()) {
      stillborn++;
      worker = start();
    }
    if (injection != null && nowMillis >= untilMillis) {
      relieve(injection.kind());
      injection = null;
      backMillis = nowMillis + CONVALESCENCE_MILLIS;
    }
    if (isReady() && backMillis == Long.MAX_VALUE) {
      backMillis = nowMillis + CONVALESCENCE_MILLIS;
    }
  }

  private void relieve(Kind kind) {
    if (kind == Kind.FREEZE) {
      worker.thaw();
    }
    ably.mend();
    temporal.mend();
  }

  /** Those that were told to stop and have not yet. */
  List<Child> leaving() {
    leaving.removeIf(child -> !child.isAlive());
    return List.copyOf(leaving);
  }

  @Override
  public void close() {
    ably.close();
    temporal.close();
  }
}
