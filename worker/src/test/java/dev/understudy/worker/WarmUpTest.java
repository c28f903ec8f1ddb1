package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.server.TemporalForTests;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WarmUpTest {
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  /** Its own, and that of the SDK, which says there that a workflow has failed. */
  private final List<Logger> loggers =
      List.of((Logger) LoggerFactory.getLogger(WarmUp.class), (Logger)
          LoggerFactory.getLogger("io.temporal.internal.sync"));

  @BeforeEach
  void listen() {
    log.list = new CopyOnWriteArrayList<>();
    loggers.forEach(logger -> logger.addAppender(log));
    log.start();
  }

  @AfterEach
  void stop() {
    loggers.forEach(logger -> logger.detachAppender(log));
  }

  private List<String> said() {
    return log.list.stream()
        .filter(WarmUpTest::isOfAWarmUp)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** Other tests run beside, and their workflows fail. */
  private static boolean isOfAWarmUp(ILoggingEvent event) {
    return event.getLoggerName().equals(WarmUp.class.getName())
        || event.getFormattedMessage().contains(WarmUpTask.TYPE);
  }

  @Test
  void takesTheFirstTaskOfASession() {
    int before = WarmUpTask.Impl.SESSIONS.get();

    try (TestWorkflowEnvironment temporal = TemporalForTests.environment()) {
      WarmUp.run(temporal.getWorkflowClient());
    }

    assertThat(WarmUpTask.Impl.SESSIONS.get()).isGreaterThan(before);
    assertThat(said()).isEmpty();
  }

  @Test
  void hindersNoWorkerIfItFails() {
    // Nobody listens on port 1 of the loopback address.
    WorkflowServiceStubs nobody = WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());

    WarmUp.run(WorkflowClient.newInstance(nobody));
    nobody.shutdownNow();

    assertThat(said())
        .containsExactly("this worker begins cold, and its first tasks may take long");
  }
}
