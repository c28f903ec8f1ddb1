package dev.understudy.samples.stage;

import dev.understudy.samples.watcher.Report;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Ready;
import dev.understudy.samples.watcher.Report.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What the watcher tells, line by line. Thread-safe. */
final class StagedWatcher implements Consumer<String> {
  private final Patience patience;
  private final Consumer<Event> events;
  private final Map<String, Sightings> clients = new ConcurrentHashMap<>();
  private final Told<Ready> ready = new Told<>();
  private final Told<Verdict> verdict = new Told<>();

  /**
   * One that has told nothing yet.
   *
   * @param events gets to know each event, after the sightings of its client
   */
  StagedWatcher(Patience patience, Consumer<Event> events) {
    this.patience = patience;
    this.events = events;
  }

  @Override
  public void accept(String line) {
    Report report = Report.parse(line);
    if (report instanceof Event event) {
      sightings(event.clientId()).add(event);
      events.accept(event);
    } else if (report instanceof Ready told) {
      ready.tell(told);
    } else if (report instanceof Verdict told) {
      verdict.tell(told);
    }
    patience.wakeUp();
  }

  /** What was seen of that client, also from now on. */
  Sightings sightings(String clientId) {
    return clients.computeIfAbsent(clientId, Sightings::new);
  }

  Optional<Ready> ready() {
    return ready.heard();
  }

  Optional<Verdict> verdict() {
    return verdict.heard();
  }
}
