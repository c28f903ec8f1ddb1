package dev.understudy.bench.handoff;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.ablylocal.AblyLocal;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a plain subscriber hears of one task that says numbers, and the deed that it does at one of
 * them. Thread-safe.
 */
final class Speech implements AutoCloseable {
  private final AblyRealtime client;
  private final int fatal;
  private final Runnable deed;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final List<Message> heard = new ArrayList<>();

  /**
   * Begins to listen.
   *
   * @param deed done on the client's own thread, at once, when the number {@code fatal} is heard first
   */
  Speech(AblyLocal ably, String room, int fatal, Runnable deed) throws AblyException {
    this.client = Servers.connect(ably);
    this.fatal = fatal;
    this.deed = deed;
    client.channels.get(room).subscribe("number", this::hear);
  }

  private void hear(Message message) {
    synchronized (lock) {
      boolean first = number(message) == fatal && numbers().stream().noneMatch(one -> one == fatal);
      heard.add(message);
      if (first) {
        deed.run();
      }
    }
  }

  private static int number(Message message) {
    return Integer.parseInt(String.valueOf(message.data));
  }

  @GuardedBy("lock")
  private List<Integer> numbers() {
    return heard.stream().map(Speech::number).toList();
  }

  /** Whether several connections have said it: the first had not come to its end. */
  boolean wasTakenUp() {
    synchronized (lock) {
      return heard.stream().map(message -> message.connectionId).distinct().count() > 1;
    }
  }

  /** How many numbers were heard more than once. */
  int doubled() {
    synchronized (lock) {
      return heard.size() - new HashSet<>(numbers()).size();
    }
  }

  /** How many of the numbers up to {@code last} were not heard. */
  int missing(int last) {
    synchronized (lock) {
      Set<Integer> numbers = new HashSet<>(numbers());
      return last - numbers.size();
    }
  }

  /** How many were heard after a greater one. */
  int disordered() {
    synchronized (lock) {
      int count = 0;
      int greatest = 0;
      for (int number : numbers()) {
        count += number < greatest ? 1 : 0;
        greatest = Math.max(greatest, number);
      }
      return count;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
