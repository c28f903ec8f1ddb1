package dev.understudy.worker;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.AttendanceWorkflow;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives attendances their session and agent as search attributes where both are registered, as they start: that costs
 * no event. A replay does not compare them, so that they may be registered at any time. Thread-safe.
 */
final class AgentAttributes extends WorkerInterceptorBase {
  static final SearchAttributeKey<String> SESSION =
      SearchAttributeKey.forKeyword("UnderstudySession");
  static final SearchAttributeKey<String> AGENT = SearchAttributeKey.forKeyword("UnderstudyAgent");

  private static final Logger LOG = LoggerFactory.getLogger(AgentAttributes.class);

  /** What a field of a namespace is called that holds a keyword, with digits behind it. */
  private static final String KEYWORD = "Keyword\\d+";

  /** The namespaces in which both are registered. */
  private final Set<String> namespaces = ConcurrentHashMap.newKeySet();

  /** Looks whether they are registered in the namespace of {@code client}, before its workers poll. */
  void lookIn(WorkflowClient client) {
    String namespace = client.getOptions().getNamespace();
    try {
      if (keywords(client, namespace).containsAll(Set.of(SESSION.getName(), AGENT.getName()))) {
        namespaces.add(namespace);
      } else {
        namespaces.remove(namespace);
      }
    } catch (StatusRuntimeException notTold) {
      LOG.debug("search attributes are left out: Temporal does not tell of them", notTold);
    }
  }

  private static Set<String> keywords(WorkflowClient client, String namespace) {
    DescribeNamespaceResponse told = client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeNamespace(
            DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
    return told.getConfig().getCustomSearchAttributeAliasesMap().entrySet().stream()
        .filter(field -> field.getKey().matches(KEYWORD))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new Naming(outbound));
      }
    };
  }

  private final class Naming extends WorkflowOutboundCallsInterceptorBase {
    Naming(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> child) {
      return super.executeChildWorkflow(
          spec(child).map(spec -> named(child, spec)).orElse(child));
    }

    private Optional<AttendanceSpec> spec(ChildWorkflowInput<?> child) {
      boolean isToBeNamed = child.getWorkflowType().equals(AttendanceWorkflow.TYPE)
          && namespaces.contains(Workflow.getInfo().getNamespace());
      return isToBeNamed && child.getArgs()[0] instanceof AttendanceSpec spec
          ? Optional.of(spec)
          : Optional.empty();
    }

    private <R> ChildWorkflowInput<R> named(ChildWorkflowInput<R> child, AttendanceSpec spec) {
      SearchAttributes names = SearchAttributes.newBuilder()
          .set(SESSION, spec.session().value())
          .set(AGENT, spec.agent().value())
          .build();
      return new ChildWorkflowInput<>(
          child.getWorkflowId(),
          child.getWorkflowType(),
          child.getResultClass(),
          child.getResultType(),
          child.getArgs(),
          ChildWorkflowOptions.newBuilder(child.getOptions())
              .setTypedSearchAttributes(names)
              .build(),
          child.getHeader());
    }
  }
}
