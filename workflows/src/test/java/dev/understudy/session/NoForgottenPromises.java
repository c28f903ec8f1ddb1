package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Fails a test in which the SDK warned of a failed promise that nobody has looked at. */
final class NoForgottenPromises implements BeforeEachCallback, AfterEachCallback {
  private final Logger sdk = (Logger) LoggerFactory.getLogger("io.temporal.internal.sync");
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  @Override
  public void beforeEach(ExtensionContext test) {
    heard.list = new CopyOnWriteArrayList<>(); // Other tests run beside, and log.
    heard.start();
    sdk.addAppender(heard);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    sdk.detachAppender(heard);
    assertThat(heard.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains("was never accessed"));
  }
}
