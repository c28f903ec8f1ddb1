package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.grpc.Status;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageFilterTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger poller =
      context.getLogger("io.temporal.internal.worker.MultiThreadedPoller");
  private final Logger ably = context.getLogger("io.ably");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void filter() {
    OutageFilter filter = new OutageFilter();
    filter.start();
    context.addTurboFilter(filter);
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(log);
    log.start();
  }

  private List<String> said() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void keepsOutWhatEachCallSaysWhileTemporalIsAway() {
    poller.warn("Failure in poller thread {}", "a", Status.UNAVAILABLE.asRuntimeException());
    poller.warn(
        "unheard", new IllegalStateException(Status.DEADLINE_EXCEEDED.asRuntimeException()));

    assertThat(said()).isEmpty();
  }

  @Test
  void keepsOutWhatEachConnectionSaysWhileAblyIsAway() {
    ably.error("{}: {}", "socket", "Connection error", new ConnectException("refused"));
    ably.error("{}: {}", "socket", "No activity for 25000ms, closing connection", null);

    assertThat(said()).isEmpty();
  }

  @Test
  void letsOtherTroublePass() {
    poller.warn("Failure in poller thread {}", "a", Status.PERMISSION_DENIED.asRuntimeException());
    poller.warn("Failure in poller thread {}", "a", new IllegalStateException("a bug"));
    poller.warn("nothing thrown");
    poller.warn("at {} and {}", "one", "another");
    ably.error("{}: {}", "manager", "ERROR message received; code = 40160", null);

    assertThat(said()).hasSize(5);
  }

  @Test
  void letsPassWhatStepsAndTheirAuthorsSayOfServersOfTheirOwn() {
    Exception away = Status.UNAVAILABLE.asRuntimeException();

    context.getLogger("com.example.Step").warn("no stock", away);
    context
        .getLogger("io.temporal.internal.activity.ActivityTaskExecutors$BaseActivityTaskExecutor")
        .warn("Activity failure. ActivityId={}", "a", away);

    assertThat(said()).hasSize(2);
  }

  @Test
  void losesNothingAtDebugLevel() {
    context.getLogger("io").setLevel(Level.DEBUG);

    poller.warn("Failure in poller thread {}", "a", Status.UNAVAILABLE.asRuntimeException());
    ably.error("{}: {}", "socket", "Connection error", new ConnectException("refused"));

    assertThat(said()).hasSize(2);
  }
}
