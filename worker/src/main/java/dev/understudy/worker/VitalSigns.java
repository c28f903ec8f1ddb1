package dev.understudy.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one factory of workers shows of itself at a moment. Immutable.
 *
 * @param worker how it is called
 * @param links whether there is a connection, by who is reached over it
 * @param unpolled its task queues that are not polled
 * @param quiet for how long each of its loops has begun nothing
 */
record VitalSigns(
    String worker,
    Phase phase,
    Map<String, Boolean> links,
    List<String> unpolled,
    Map<String, Duration> quiet) {
  /** Loops tick every few seconds; a full collection, or a machine that sleeps, is no reason to end the process. */
  private static final Duration STANDSTILL = Duration.ofSeconds(30);

  /** How far it has come. */
  enum Phase {
    STARTING,
    WORKING,
    STOPPING
  }

  VitalSigns {
    links = Map.copyOf(links);
    unpolled = List.copyOf(unpolled);
    quiet = Map.copyOf(quiet);
  }

  /** Why it cannot go on, a sentence each. */
  Stream<String> standstills() {
    return quiet.entrySet().stream()
        .filter(loop -> loop.getValue().compareTo(STANDSTILL) > 0)
        .map(loop -> "worker %s stands still: %s has done nothing for %d s"
            .formatted(worker, loop.getKey(), loop.getValue().toSeconds()))
        .sorted();
  }

  /** Why it takes no work at the moment, a sentence each. */
  Stream<String> hindrances() {
    return switch (phase) {
      case STARTING -> Stream.of("worker %s has not started yet".formatted(worker));
      case STOPPING ->
        Stream.of("worker %s stops: its agents and steps go to others".formatted(worker));
      case WORKING -> Stream.concat(missing(), suspended());
    };
  }

  private Stream<String> missing() {
    return links.entrySet().stream()
        .filter(link -> !link.getValue())
        .map(link -> "worker %s cannot reach %s".formatted(worker, link.getKey()))
        .sorted();
  }

  private Stream<String> suspended() {
    return unpolled.stream()
        .map(queue -> "worker %s does not poll task queue %s".formatted(worker, queue));
  }
}
