package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.lease.held.Ledger;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.RetryOptions;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which steps are about to be entered in a ledger. Temporal's test server does not tell how often one is tried. */
class LedgerStepTest {
  private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);

  /** Of an attempt at a step. */
  private static final class Attempt extends ActivityExecutionContextBase {
    private final int number;
    private final int most;

    @SuppressWarnings("NullAway") // nothing else is asked of it
    Attempt(int number, int most) {
      super(null);
      this.number = number;
      this.most = most;
    }

    @Override
    public <V> Optional<V> getHeartbeatDetails(Class<V> type) {
      return Optional.empty();
    }

    @Override
    public ActivityInfo getInfo() {
      return (ActivityInfo) Proxy.newProxyInstance(
          ActivityInfo.class.getClassLoader(),
          new Class<?>[] {ActivityInfo.class},
          (info, method, arguments) -> switch (method.getName()) {
            case "getAttempt" -> number;
            case "getWorkflowId" -> "task";
            case "getRetryOptions" ->
              RetryOptions.newBuilder().setMaximumAttempts(most).build();
            default -> throw new AssertionError(method);
          });
    }
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1", "7, 0, 1", "1, 2, 1", "1, 1, 0", "2, 2, 0"})
  void areThoseThatAreTriedAgainIfTheyFail(int attempt, int most, int entries) {
    LedgerStep step =
        new LedgerStep(new StepContext(new Attempt(attempt, most)), Ledger.unread(scheduler));

    assertThat(step.during(scheduler, () -> scheduler.getQueue().size())).isEqualTo(2 * entries);
  }
}
