package dev.understudy.bench.handoff;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.ablylocal.AblyLocal;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.PresenceMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * What a plain Ably client sees of one agent, by its clientId: which connections hold it, and when none does.
 * Shares no code with what it judges; moments are those of {@link System#nanoTime()}. Thread-safe.
 */
final class AgentWatch implements AutoCloseable {
  static final String AGENT = "agent";

  private final AblyRealtime client;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Set<String> present = new HashSet<>();

  @GuardedBy("lock")
  private final List<Entered> entered = new ArrayList<>();

  @GuardedBy("lock")
  private final List<Absence> absences = new ArrayList<>();

  /** When a connection's member was first seen. */
  private record Entered(String connectionId, long at) {}

  /** A time in which no connection had a member; it may go on. */
  private record Absence(long from, long to) {
    private static final long OPEN = Long.MAX_VALUE;

    long nanosAfter(long moment, long now) {
      return Math.max(0, Math.min(to, now) - Math.max(from, moment));
    }
  }

  AgentWatch(AblyLocal ably, String room) throws AblyException {
    this(Servers.connect(ably), room);
  }

  /** By a client that others use, too. */
  AgentWatch(AblyRealtime client, String room) throws AblyException {
    this.client = client;
    client.channels.get(room).presence.subscribe(this::on);
  }

  private void on(PresenceMessage event) {
    if (event.clientId.equals(AGENT)) {
      synchronized (lock) {
        fold(event, System.nanoTime());
        lock.notifyAll();
      }
    }
  }

  @GuardedBy("lock")
  private void fold(PresenceMessage event, long now) {
    if (event.action == PresenceMessage.Action.leave) {
      if (present.remove(event.connectionId) && present.isEmpty()) {
        absences.add(new Absence(now, Absence.OPEN));
      }
      return;
    }
    if (present.isEmpty() && !absences.isEmpty()) {
      Absence last = absences.remove(absences.size() - 1);
      absences.add(new Absence(last.from(), now));
    }
    if (present.add(event.connectionId) && !isKnown(event.connectionId)) {
      entered.add(new Entered(event.connectionId, now));
    }
  }

  @GuardedBy("lock")
  private boolean isKnown(String connectionId) {
    return entered.stream().anyMatch(one -> one.connectionId().equals(connectionId));
  }

  /** How many connections have held the agent so far. */
  int holders() {
    synchronized (lock) {
      return entered.size();
    }
  }

  /** The connections that hold the agent now. */
  Set<String> connections() {
    synchronized (lock) {
      return Set.copyOf(present);
    }
  }

  /** How many members it has now. */
  int members() {
    synchronized (lock) {
      return present.size();
    }
  }

  /** The moment at which the next connection held it, after so many that had. */
  long awaitHolderAfter(int holders, Duration patience) throws Exception {
    long until = System.nanoTime() + patience.toNanos();
    synchronized (lock) {
      while (entered.size() <= holders) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new TimeoutException("nobody else has entered the agent within " + patience);
        }
        lock.wait(left);
      }
      return entered.get(holders).at();
    }
  }

  /** For how long nobody held it since that moment. */
  Duration offlineSince(long moment) {
    long now = System.nanoTime();
    synchronized (lock) {
      return Duration.ofNanos(absences.stream()
          .mapToLong(absence -> absence.nanosAfter(moment, now))
          .sum());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
