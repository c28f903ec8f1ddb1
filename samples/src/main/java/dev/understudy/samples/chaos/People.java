package dev.understudy.samples.chaos;

import dev.understudy.samples.devices.Device;
import io.ably.lib.types.ClientOptions;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * The users of all rooms, who come and go on their devices, each an Ably client of its own. Devices are
 * confined to one thread, which this owns; the rest is confined to the caller's.
 */
final class People implements AutoCloseable {
  private final Supplier<ClientOptions> options;
  private final Deque<Visit> visits;
  private final Map<String, Device> devices = new HashMap<>();
  private final ExecutorService feet = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "chaos-people");
    thread.setDaemon(true);
    return thread;
  });
  private final Deque<Future<?>> steps = new ArrayDeque<>();

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
      ClientOptions own = options.get();
      own.clientId = visit.user();
      devices.put(name, Device.enter(own, Plan.roomName(visit.room()), visit.device()));
    } else {
      try (Device device = devices.remove(name)) {
        if (device != null) {
          device.leave();
        }
      }
    }
  }

  @Override
  public void close() {
    feet.execute(() -> devices.values().forEach(Device::close));
    feet.shutdown();
  }
}
