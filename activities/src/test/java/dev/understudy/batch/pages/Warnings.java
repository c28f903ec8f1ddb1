package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;
import org.slf4j.LoggerFactory;

/** What pages warn of, from now on until it is closed. */
@NullMarked
final class Warnings implements AutoCloseable {
  private final Logger pages =
      (Logger) LoggerFactory.getLogger(PageActivities.class.getPackageName());
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  Warnings() {
    heard.list = new CopyOnWriteArrayList<>(); // Whoever warns is not waited for.
    heard.start();
    pages.addAppender(heard);
  }

  void assertSaid(String sentence) {
    List<ILoggingEvent> events = List.copyOf(heard.list);
    assertThat(events)
        .filteredOn(event -> event.getLevel().equals(Level.WARN))
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(line -> line.contains(sentence))
        .as("warnings that say: %s, among %s", sentence, events)
        .hasSize(1);
  }

  @Override
  public void close() {
    pages.detachAppender(heard);
  }
}
