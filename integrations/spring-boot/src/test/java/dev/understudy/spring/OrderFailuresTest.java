package dev.understudy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.session.Control;
import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.web.ErrorResponseException;

/** What is made of an update that fails, without a server. */
class OrderFailuresTest {
  private static final Control PAUSE = new Control("alice", "");

  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.getDefaultInstance());
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  /** While another thread sets logging up, loggers are of another kind. */
  private static Logger logger() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> LoggerFactory.getILoggerFactory() instanceof LoggerContext);
    return (Logger) LoggerFactory.getLogger(OrderDesk.class);
  }

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stop() {
    logger().detachAppender(log);
    stubs.shutdownNow();
  }

  /** Fails each update so. */
  private WorkflowClient failing(RuntimeException failure) {
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder()
            .setInterceptors(new WorkflowClientInterceptorBase() {
              @Override
              public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
                  WorkflowClientCallsInterceptor next) {
                return new WorkflowClientCallsInterceptorBase(next) {
                  @Override
                  public <R> WorkflowUpdateHandle<R> startUpdate(StartUpdateInput<R> input) {
                    throw failure;
                  }
                };
              }
            })
            .build());
  }

  private Throwable thrown(String task, RuntimeException failure) {
    try (OrderDesk desk = new OrderDesk(failing(failure), Duration.ofSeconds(60))) {
      return catchThrowable(() -> desk.give(task, "pause", PAUSE));
    }
  }

  private ErrorResponseException problem(String task, RuntimeException failure) {
    Throwable thrown = thrown(task, failure);
    assertThat(thrown).isInstanceOf(ErrorResponseException.class);
    return (ErrorResponseException) thrown;
  }

  private static WorkflowUpdateException refused(Throwable cause) {
    return new WorkflowUpdateException(
        WorkflowExecution.getDefaultInstance(), "update-1", "pause", cause);
  }

  private static ApplicationFailure told(String message) {
    return ApplicationFailure.newFailure(message, IllegalArgumentException.class.getName());
  }

  @Test
  void logsWhyTemporalDoesNotBringAnOrder() {
    ErrorResponseException problem = problem(
        "t\r\n\u001b[2J\u202e",
        Status.UNAVAILABLE
            .withDescription("no\nway")
            .withCause(new ConnectException("refused"))
            .asRuntimeException());

    assertThat(problem.getStatusCode().value()).isEqualTo(502);
    assertThat(problem.getBody().getDetail()).doesNotContain("way");
    assertThat(log.list).hasSize(1).allSatisfy(line -> {
      assertThat(line.getLevel()).hasToString("WARN");
      assertThat(line.getFormattedMessage())
          .contains("UNAVAILABLE: no\\u000away", "t\\u000d\\u000a\\u001b[2J\\u202e");
      assertThat(line.getThrowableProxy()).isNull();
    });
  }

  @Test
  void saysThatAWorkflowHasNoSessionOnlyWhereItKnowsNoOrders() {
    ErrorResponseException unknown =
        problem("t", refused(told("Unknown update name: pause, knownTypes=[]")));
    ErrorResponseException unwilling = problem("t", refused(told("not on a Monday")));
    ErrorResponseException coded =
        problem("t", refused(Refusal.of(RefusalCode.TASK_PAUSED_ALREADY, "it is paused")));

    assertThat(unknown.getStatusCode().value()).isEqualTo(409);
    assertThat(unknown.getBody().getDetail()).contains("only one that has opened a session does");
    assertThat(unwilling.getStatusCode().value()).isEqualTo(409);
    assertThat(unwilling.getBody().getDetail()).doesNotContain("session");
    assertThat(coded.getBody().getDetail()).isEqualTo("it is paused");
  }

  @Test
  void leavesWhatElseFailsToSpring() {
    IllegalStateException bug = new IllegalStateException("no such bean");

    assertThat(thrown("t", bug)).isInstanceOf(WorkflowServiceException.class).hasCause(bug);
  }
}
