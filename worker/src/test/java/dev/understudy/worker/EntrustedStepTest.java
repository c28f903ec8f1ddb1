package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.server.TemporalForTests;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps that somebody completes after their method has returned, on real workers. */
class EntrustedStepTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final String TASK = "order";

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final Mails mails = new Mails();
  private final UnderstudyWorker worker = start("a");
  private Optional<UnderstudyWorker> another = Optional.empty();

  private UnderstudyWorker start(String name) {
    return WorkerForTests.start(name, temporal, ably, on -> {
      on.registerWorkflowImplementationTypes(OrderImpl.class);
      on.registerActivitiesImplementations(mails);
    });
  }

  /** What is approved by mail. */
  @ActivityInterface
  public interface Approving {
    /** Sends a mail, to be answered from anywhere. */
    String byMail();

    /** Begins something that ends in this process. */
    String here();
  }

  /** A mail that was sent. */
  private record Mail(ByteString token, String id, Optional<String> found) {}

  private static final class Mails implements Approving {
    final List<Mail> sent = new CopyOnWriteArrayList<>();
    final CompletableFuture<ManualActivityCompletionClient> begun = new CompletableFuture<>();

    @Override
    public String byMail() {
      ActivityExecutionContext step = Activity.getExecutionContext();
      Optional<String> found = step.getHeartbeatDetails(String.class);
      step.heartbeat("sent");
      step.doNotCompleteOnReturn();
      sent.add(new Mail(
          ByteString.copyFrom(step.getTaskToken()), step.getInfo().getActivityId(), found));
      return "";
    }

    @Override
    public String here() {
      ActivityExecutionContext step = Activity.getExecutionContext();
      sent.add(new Mail(
          ByteString.copyFrom(step.getTaskToken()),
          step.getInfo().getActivityId(),
          Optional.empty()));
      begun.complete(step.useLocalManualCompletion());
      return "";
    }
  }

  /** Waits for one approval. */
  @WorkflowInterface
  public interface Order {
    @WorkflowMethod
    String place(String how);
  }

  public static final class OrderImpl implements Order {
    @Override
    public String place(String how) {
      ActivityOptions.Builder options =
          ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofHours(8));
      return switch (how) {
        case "once" ->
          approving(options.setRetryOptions(
                  RetryOptions.newBuilder().setMaximumAttempts(1).build()))
              .byMail();
        case "with a timeout of its own" ->
          approving(options.setHeartbeatTimeout(WorkerForTests.HEARTBEAT_TIMEOUT))
              .byMail();
        case "here" -> approving(options).here();
        default -> approving(options).byMail();
      };
    }

    private static Approving approving(ActivityOptions.Builder options) {
      return Workflow.newActivityStub(Approving.class, options.build());
    }
  }

  @AfterEach
  void stop() {
    worker.close();
    another.ifPresent(UnderstudyWorker::close);
    temporal.close();
    ably.close();
  }

  private WorkflowStub place(String how) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId(TASK)
        .build();
    Order order = temporal.getWorkflowClient().newWorkflowStub(Order.class, options);
    WorkflowClient.start(order::place, how);
    awaitMails(1);
    return WorkflowStub.fromTyped(order);
  }

  private void awaitMails(int many) {
    await().atMost(LIVELINESS).until(() -> mails.sent.size() >= many);
  }

  private static void outlastTheHeartbeatTimeout() {
    await()
        .pollDelay(WorkerForTests.HEARTBEAT_TIMEOUT.multipliedBy(2))
        .atMost(LIVELINESS)
        .until(() -> true);
  }

  private ActivityCompletionClient completion() {
    return temporal.getWorkflowClient().newActivityCompletionClient();
  }

  private Mail first() {
    return mails.sent.get(0);
  }

  @Test
  void runsOnceHoweverLongItTakes() {
    WorkflowStub order = place("by mail");
    outlastTheHeartbeatTimeout();

    completion().complete(first().token().toByteArray(), "approved");

    assertThat(order.getResult(String.class)).isEqualTo("approved");
    assertThat(mails.sent).hasSize(1);
  }

  @Test
  void runsOnceThoughItMayNotBeTriedAgain() {
    WorkflowStub order = place("once");
    outlastTheHeartbeatTimeout();

    completion().complete(first().token().toByteArray(), "approved");

    assertThat(order.getResult(String.class)).isEqualTo("approved");
  }

  @Test
  void runsOnceHoweverLongThisProcessTakes() {
    WorkflowStub order = place("here");
    outlastTheHeartbeatTimeout();

    mails.begun.join().complete("done");

    assertThat(order.getResult(String.class)).isEqualTo("done");
    assertThat(mails.sent).hasSize(1);
  }

  @Test
  void staysWithWhomItIsEntrustedToThoughItsWorkerIsGone() {
    WorkflowStub order = place("by mail");

    worker.close();
    another = Optional.of(start("b"));
    outlastTheHeartbeatTimeout();
    completion().complete(TASK, Optional.empty(), first().id(), "approved");

    assertThat(order.getResult(String.class)).isEqualTo("approved");
    assertThat(mails.sent).hasSize(1);
  }

  @Test
  void isCompletedByItsTokenThoughItsWorkerIsGone() {
    assumeThat(System.getProperty("understudy.temporal"))
        .as("skipped: only a real Temporal server takes a timeout away")
        .isNotNull();
    WorkflowStub order = place("by mail");

    worker.close();
    outlastTheHeartbeatTimeout();
    completion().complete(first().token().toByteArray(), "approved");

    another = Optional.of(start("b"));
    assertThat(order.getResult(String.class)).isEqualTo("approved");
    assertThat(mails.sent).hasSize(1);
  }

  @Test
  void runsAgainIfWhoeverHasItFailsIt() {
    WorkflowStub order = place("by mail");

    completion()
        .completeExceptionally(first().token().toByteArray(), new IllegalStateException("lost"));
    awaitMails(2);
    outlastTheHeartbeatTimeout();
    completion().complete(mails.sent.get(1).token().toByteArray(), "approved");

    assertThat(order.getResult(String.class)).isEqualTo("approved");
    assertThat(mails.sent).hasSize(2);
    assertThat(mails.sent.get(1).found()).contains("sent");
  }

  @Test
  void runsAgainIfNobodyBeatsAndItsAuthorSetTheTimeout() {
    WorkflowStub order = place("with a timeout of its own");

    awaitMails(2);
    completion().complete(TASK, Optional.empty(), first().id(), "approved");

    assertThat(order.getResult(String.class)).isEqualTo("approved");
  }
}
