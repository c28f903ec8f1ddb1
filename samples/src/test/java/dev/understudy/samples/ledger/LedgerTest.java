package dev.understudy.samples.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.worker.UnderstudyWorker;
import dev.understudy.worker.WorkerSettings;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A zombie wakes and writes into a real database, and the fencing token keeps it out. */
class LedgerTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final String QUEUE = "ledger";

  private final CountDownLatch zombieWakes = new CountDownLatch(1);
  private final CountDownLatch zombiesAreAwake = new CountDownLatch(2);
  private final JdbcDataSource database = database();
  private final Ledger ledger = new Ledger(database);
  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(
      TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
  private final AblyLocal ably = AblyLocal.start();
  private final UnderstudyWorker worker = UnderstudyWorker.start(
      temporal.getWorkflowClient(),
      new WorkerSettings(
          QUEUE,
          new Holder("worker-a", 100),
          AblySettings.local(ably.key(), ably.host(), ably.port()),
          HandoffPolicy.DEFAULT),
      List.of(on -> {
        on.registerWorkflowImplementationTypes(DayImpl.class);
        on.registerActivitiesImplementations(new LedgerKeeping(ledger, this::dawdle));
      }));

  LedgerTest() throws SQLException {}

  private static JdbcDataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:ledger;DB_CLOSE_DELAY=-1");
    return database;
  }

  /** Books twice a day. */
  @WorkflowInterface
  public interface Day {
    @WorkflowMethod
    void pass();
  }

  public static final class DayImpl implements Day {
    private final BookKeeping steps = Workflow.newActivityStub(
        BookKeeping.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(1))
            .build());

    @Override
    public void pass() {
      steps.book(100);
      steps.book(250);
    }
  }

  /** Each first attempt sleeps through its own timeout, deaf to all that it is told. */
  private void dawdle() {
    if (Activity.getExecutionContext().getInfo().getAttempt() == 1 && zombieWakes.getCount() > 0) {
      boolean isAwake = false;
      while (!isAwake) {
        try {
          zombieWakes.await();
          isAwake = true;
        } catch (InterruptedException told) {
          isAwake = false;
        }
      }
      zombiesAreAwake.countDown();
    }
  }

  @AfterEach
  void stop() throws SQLException {
    zombieWakes.countDown();
    worker.close();
    temporal.close();
    ably.close();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown");
    }
  }

  private long balance() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select balance from ledger where task = 'day'")) {
      return found.next() ? found.getLong(1) : 0;
    }
  }

  @Test
  void keepsDeadAttemptsOut() throws Exception {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId("day").build();
    Day day = temporal.getWorkflowClient().newWorkflowStub(Day.class, options);
    WorkflowClient.start(day::pass);
    await().atMost(Duration.ofSeconds(30)).until(() -> balance() == 250);

    zombieWakes.countDown();
    zombiesAreAwake.await();

    await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(30))
        .until(() -> balance() == 250);
  }

  @Test
  void refusesALowerTokenAndTakesTheSameAgain() throws SQLException {
    assertThat(ledger.write("day", 100, 7)).isTrue();
    assertThat(ledger.write("day", 100, 7)).isTrue();
    assertThat(ledger.write("day", 50, 6)).isFalse();

    assertThat(balance()).isEqualTo(100);
  }

  @Test
  void isWhatTheDocumentationShows() throws IOException {
    String docs = Files.readString(MODULE.resolve("../docs/side-effects.md"));

    assertThat(docs).contains(shown("Ledger", "docs/side-effects.md"));
    assertThat(docs).contains(shown("LedgerKeeping", "docs/side-effects.md step"));
  }

  private static String shown(String type, String mark) throws IOException {
    Path source = MODULE.resolve("src/test/java/dev/understudy/samples/ledger/" + type + ".java");
    String code = Files.readString(source);
    String begin = "// " + mark + " begins here\n";
    String shown = code.substring(
        code.indexOf(begin) + begin.length(), code.indexOf("// " + mark + " ends here"));
    return "```java\n" + shown.stripIndent().stripTrailing() + "\n```";
  }
}
