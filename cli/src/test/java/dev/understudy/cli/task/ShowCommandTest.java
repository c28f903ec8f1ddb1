package dev.understudy.cli.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.cli.CommandStage;
import dev.understudy.cli.Tasks;
import dev.understudy.embedded.EmbeddedTemporal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.worker.UnderstudyWorker;
import dev.understudy.worker.WorkerSettings;
import io.grpc.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverterException;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code understudy show}, against a task that runs. */
class ShowCommandTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);

  private final AblyLocal ably = AblyLocal.start();
  private final EmbeddedTemporal temporal = EmbeddedTemporal.start();
  private final UnderstudyWorker worker = worker();
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  /** A task of somebody else's, who calls something else a session. */
  @WorkflowInterface
  public interface Foreign {
    @WorkflowMethod
    void run();

    @QueryMethod
    List<String> session();
  }

  public static final class ForeignImpl implements Foreign {
    @Override
    public void run() {
      Workflow.sleep(Duration.ofDays(1));
    }

    @Override
    public List<String> session() {
      return List.of("tuesday");
    }
  }

  private UnderstudyWorker worker() {
    WorkerSettings settings = new WorkerSettings(
        "work",
        new Holder("worker-a", 10),
        AblySettings.local(ably.key(), ably.host(), ably.port()),
        HandoffPolicy.DEFAULT);
    return UnderstudyWorker.start(
        temporal.client(),
        settings,
        List.of(on ->
            on.registerWorkflowImplementationTypes(Tasks.ReadingImpl.class, ForeignImpl.class)));
  }

  @BeforeEach
  void startTasks() {
    start("task-1", "room:42");
    start("bare", "");
  }

  private void start(String task, String channel) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue("work").setWorkflowId(task).build();
    WorkflowClient.start(
        temporal.client().newWorkflowStub(Tasks.Reading.class, options)::read, channel);
  }

  @BeforeEach
  void startAForeignTask() {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue("work")
        .setWorkflowId("foreign")
        .build();
    WorkflowClient.start(temporal.client().newWorkflowStub(Foreign.class, options)::run);
  }

  private static void terminate(WorkflowStub workflow) {
    try {
      workflow.terminate("the test is over");
    } catch (WorkflowNotFoundException notBegun) {
      // A test may be over before its agent attends.
    }
  }

  @AfterEach
  void stop() {
    for (String workflow :
        List.of("foreign", "task-1", "bare", "attendance/task-1/room:42/reader")) {
      terminate(temporal.client().newUntypedWorkflowStub(workflow));
    }
    worker.close();
    temporal.close();
    ably.close();
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    Map<String, String> environment =
        Map.of("TEMPORAL_ADDRESS", temporal.host() + ":" + temporal.port());
    return CommandStage.commandLine(new ShowCommand(environment))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void showsWhoKeepsTheAgentsOfATaskAndWhatTheyShow() {
    await().atMost(LIVELINESS).untilAsserted(() -> {
      assertThat(run("show", "task-1")).isZero();
      assertThat(out.toString())
          .startsWith("task task-1: running in Temporal, active")
          .contains("agent reader in room:42", "at worker-a as ", "active \"reading\" {page=3}");
    });

    assertThat(run("show", "task-1", "--handoffs")).isZero();
    assertThat(out.toString())
        .isEqualToIgnoringNewLines("no agent of task task-1 has come from one worker to another");
  }

  @Test
  void printsALineOfJsonForPrograms() throws JsonProcessingException {
    await().atMost(LIVELINESS).until(() -> run("show", "task-1", "--json"), status -> status == 0);

    assertThat(out.toString().lines()).hasSize(1);
    JsonNode shown = new ObjectMapper().readTree(out.toString());
    assertThat(shown.path("task").asText()).isEqualTo("task-1");
    assertThat(shown.at("/session/agents/0/agent").asText()).isEqualTo("reader");
    assertThat(run("show", "task-1", "--handoffs", "--json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString()).path("handoffs")).isEmpty();
  }

  @Test
  void saysWhyThereIsNothingToShow() {
    assertThat(run("show", "nobody's")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("understudy: there is no task 'nobody's' in the namespace default; check")
        .hasLineCount(1);

    assertThat(run("show", "bare")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith(
            "understudy: task 'bare', running in Temporal, does not answer the query session: ")
        .endsWith("only a task that has opened a session does\n")
        .hasLineCount(1);
  }

  @Test
  void saysThatItCannotReadWhatNeedsAnotherConverter() {
    assertThat(run("show", "foreign")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("understudy: what task 'foreign' answers to the query session cannot be read: ")
        .endsWith("and the task's data converter, of which this command has none\n")
        .hasLineCount(1);
  }

  @Test
  void saysTheSameOfWhatIsEncrypted() {
    assertThat(ShownTask.unanswered(
            "task-1", new DataConverterException("no converter for binary/encrypted")))
        .hasMessage("what task 'task-1' answers to the query session cannot be read:"
            + " no converter for binary/encrypted");
  }

  @Test
  void saysThatATaskNeedsAName() {
    assertThat(run("show", " ")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "understudy: TASK must be a workflow id, but it was empty; name the task to show\n");
  }

  @Test
  void tellsWhoIsRefusedFromWhoIsNotAnswered() {
    assertThat(ShownTask.unanswered("task-1", Status.PERMISSION_DENIED.asRuntimeException()))
        .hasMessage("Temporal does not let you see task 'task-1': PERMISSION_DENIED");
    assertThat(ShownTask.unanswered("task-1", Status.UNAVAILABLE.asRuntimeException()))
        .hasMessage("nobody answers for task 'task-1': UNAVAILABLE");
  }
}
