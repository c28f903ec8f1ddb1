package dev.understudy.samples.chaos;

import dev.understudy.cli.text.Fault;
import dev.understudy.samples.devices.Device;
import io.ably.lib.types.ClientOptions;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of all rooms, who come and go on their devices, each an Ably client of its own. Devices are
 * confined to one thread, which this owns; the rest is confined to the caller's.
 */
final class People implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(People.class);
  private static final long PAUSE_MILLIS = 300;

  private final Supplier<ClientOptions> options;
  private final Deque<Visit> visits;
  private final Map<String, Device> devices = new HashMap<>();
  private final ExecutorService feet = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "chaos-people");
    thread.setDaemon(true);
    return thread;
  });
  private final Deque<Future<?>> steps = new ArrayDeque<>();
  private final CountDownLatch over = new CountDownLatch(1);

  People(Supplier<ClientOptions> options, Collection<Visit> visits) {
    this.options = options;
    this.visits = new ArrayDeque<>(visits);
  }

  /** Has come and go who does by then, in milliseconds since the beginning; does not wait for it. */
  void pass(long sinceMillis) {
    while (!visits.isEmpty() && visits.getFirst().atMillis() <= sinceMillis) {
      Visit visit = visits.removeFirst();
      steps.add(feet.submit(() -> walk(visit)));
    }
  }

  /** Whether everybody has come and gone who was to. */
  boolean areSettled() {
    steps.removeIf(Future::isDone);
    return steps.isEmpty() && visits.isEmpty();
  }

  private void walk(Visit visit) {
    String name = visit.user() + " " + visit.device();
    if (visit.comes()) {
      enter(visit).ifPresent(device -> devices.put(name, device));
    } else {
      try (Device device = devices.remove(name)) {
        if (device != null) {
          device.leave();
        }
      }
    }
  }

  /** Tries until it has, since a server may be away; empty if all is over before. */
  private Optional<Device> enter(Visit visit) {
    Optional<Device> entered = tryToEnter(visit);
    while (entered.isEmpty() && !isOverAfterAPause()) {
      entered = tryToEnter(visit);
    }
    return entered;
  }

  private Optional<Device> tryToEnter(Visit visit) {
    ClientOptions own = options.get();
    own.clientId = visit.user();
    try {
      return Optional.of(Device.enter(own, Plan.roomName(visit.room()), visit.device()));
    } catch (Fault refused) {
      LOG.debug("{} has not entered yet", visit, refused);
      return Optional.empty();
    }
  }

  private boolean isOverAfterAPause() {
    try {
      return over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    over.countDown();
    feet.execute(() -> devices.values().forEach(Device::close));
    feet.shutdown();
  }
}
