package dev.understudy.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Iterator;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** How lines of the log are written. */
enum LogFormat {
  /** For people. */
  TEXT,
  /** For machines: one object a line, with the MDC. */
  JSON;

  /** Has the log written so from now on. Lines for people are what {@code logback.xml} says. */
  void begin() {
    if (this == JSON) {
      begin((LoggerContext) LoggerFactory.getILoggerFactory());
    }
  }

  void begin(LoggerContext context) {
    if (this == JSON) {
      Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
      for (Iterator<?> appenders = root.iteratorForAppenders(); appenders.hasNext(); ) {
        if (appenders.next() instanceof ConsoleAppender<?> console) {
          turn(console, root);
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // those of logback-classic take its events
  private static void turn(ConsoleAppender<?> console, Logger root) {
    JsonEncoder encoder = encoder();
    encoder.setContext(root.getLoggerContext());
    encoder.start();
    console.stop();
    ((ConsoleAppender<ILoggingEvent>) console).setEncoder(encoder);
    console.start();
  }

  /** The line as it reads, and not its parts as well. */
  static JsonEncoder encoder() {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithContext(false);
    return encoder;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
