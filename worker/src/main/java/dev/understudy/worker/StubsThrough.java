package dev.understudy.worker;

import io.grpc.ClientInterceptor;
import io.grpc.stub.AbstractStub;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A second client over the stubs of a first one, whose owner closes them. Plugins of the stubs stand in the options of
 * the first client already: from its stubs as they are the second would get them twice. Thread-safe.
 */
final class StubsThrough {
  private final WorkflowServiceStubs stubs;
  private final WorkflowServiceStubsOptions options;
  private final ClientInterceptor[] interceptors;

  private StubsThrough(WorkflowServiceStubs stubs, ClientInterceptor... interceptors) {
    this.stubs = stubs;
    this.options =
        WorkflowServiceStubsOptions.newBuilder(stubs.getOptions()).setPlugins().build();
    this.interceptors = interceptors.clone();
  }

  /** The same client, whose calls go through {@code interceptors}. */
  static WorkflowClient client(WorkflowClient client, ClientInterceptor... interceptors) {
    return client(client, client.getOptions(), interceptors);
  }

  /** A client of the same server, without the plugins of {@code client}. */
  static WorkflowClient withoutPlugins(WorkflowClient client) {
    return client(client, client.getOptions().toBuilder().setPlugins().build());
  }

  private static WorkflowClient client(
      WorkflowClient client, WorkflowClientOptions options, ClientInterceptor... interceptors) {
    return WorkflowClient.newInstance(
        new StubsThrough(client.getWorkflowServiceStubs(), interceptors).stubs(), options);
  }

  private WorkflowServiceStubs stubs() {
    return (WorkflowServiceStubs) Proxy.newProxyInstance(
        WorkflowServiceStubs.class.getClassLoader(),
        new Class<?>[] {WorkflowServiceStubs.class},
        (proxy, method, arguments) -> answer(method, arguments));
  }

  private Object answer(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      Object answer = method.invoke(stubs, arguments);
      if (answer instanceof WorkflowServiceStubsOptions) {
        return options;
      }
      return answer instanceof AbstractStub<?> stub ? stub.withInterceptors(interceptors) : answer;
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}
