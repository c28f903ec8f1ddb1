package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.presence.LeaveReason;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.TestTask;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Tasks that open sessions, and what the log says of those that they do not close. */
class ForgottenSessionsTest {
  private static final Duration UNTIL_ALL_IS_TOLD = Duration.ofSeconds(1);

  private final SessionTest test = SessionTest.forWorkflow(OutingImpl.class).open();
  private final Logger log = (Logger) LoggerFactory.getLogger(OpenSessions.class);
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  @WorkflowInterface
  public interface Outing {
    @WorkflowMethod
    String go(String way);
  }

  public static final class OutingImpl implements Outing {
    @Override
    public String go(String way) {
      if (way.equals("forget-what-is-carried")) {
        return "done";
      }
      AgentSession session = AgentSession.open(SessionSpec.on("room:42").as("walker"));
      Workflow.sleep(UNTIL_ALL_IS_TOLD); // what is told just then would have the end decided anew
      return switch (way) {
        case "fail" -> throw ApplicationFailure.newNonRetryableFailure("lost", "way");
        case "continue" -> Workflow.newContinueAsNewStub(Outing.class).go("close");
        case "continue-and-forget" ->
          Workflow.newContinueAsNewStub(Outing.class).go("forget-what-is-carried");
        case "close" -> {
          session.close(LeaveReason.COMPLETED);
          yield "done";
        }
        default -> "done";
      };
    }
  }

  @BeforeEach
  void start() {
    heard.list = new CopyOnWriteArrayList<>();
    heard.start();
    log.addAppender(heard);
  }

  @AfterEach
  void stop() {
    log.detachAppender(heard);
    test.close();
  }

  private List<String> warningsOf(String way) {
    TestTask outing = test.start(Outing.class, task -> task.go(way));
    test.skip(UNTIL_ALL_IS_TOLD);
    Throwable unused = catchThrowable(() -> outing.result(String.class));
    return heard.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains("walker")) // Tasks of other tests run beside.
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"forget", "fail", "continue-and-forget"})
  void areToldOnceTheirTaskEnds(String way) {
    assertThat(warningsOf(way))
        .singleElement()
        .asString()
        .startsWith("the task ends without having closed the session of walker in room:42: ")
        .endsWith("Use AgentSession.attend, or close it on every way out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "continue"})
  void areNoneIfTheyAreClosedOrCarriedOn(String way) {
    assertThat(warningsOf(way)).isEmpty();
  }
}
