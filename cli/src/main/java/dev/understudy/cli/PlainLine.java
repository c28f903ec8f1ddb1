package dev.understudy.cli;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.understudy.Internal;
import dev.understudy.cli.text.Words;

/**
 * A line of the log as people may read it: names and reasons in it are anybody's, and must neither make lines of their
 * own nor steer a terminal. Named in {@code logback.xml}. Thread-safe.
 */
@Internal
public final class PlainLine extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent line) {
    return Words.plain(line.getFormattedMessage());
  }
}
