package dev.understudy.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** What beacons warn of, from now on until it is closed. */
final class Warnings implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Logger beacons = (Logger) LoggerFactory.getLogger(Beacon.class.getPackageName());
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  Warnings() {
    heard.list = new CopyOnWriteArrayList<>(); // Whoever warns is not waited for.
    heard.start();
    beacons.addAppender(heard);
  }

  List<String> all() {
    return heard.list.stream()
        .filter(event -> event.getLevel().equals(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** Waits for one that says all that. */
  void await(String... words) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(all()).anySatisfy(line -> assertThat(line).contains(words)));
  }

  @Override
  public void close() {
    beacons.detachAppender(heard);
  }
}
