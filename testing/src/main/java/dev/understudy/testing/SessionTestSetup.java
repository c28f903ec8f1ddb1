package dev.understudy.testing;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a {@link SessionTest} runs. Immutable. */
public final class SessionTestSetup {
  private final List<Consumer<Worker>> registrations;
  private final List<WorkerInterceptor> interceptors;
  private final WorkflowClientOptions clientOptions;
  private final boolean isReplaying;

  private SessionTestSetup(
      List<Consumer<Worker>> registrations,
      List<WorkerInterceptor> interceptors,
      WorkflowClientOptions clientOptions,
      boolean isReplaying) {
    this.registrations = List.copyOf(registrations);
    this.interceptors = List.copyOf(interceptors);
    this.clientOptions = clientOptions;
    this.isReplaying = isReplaying;
  }

  static SessionTestSetup of(Class<?>... implementations) {
    Class<?>[] types = implementations.clone();
    return new SessionTestSetup(
        List.of(worker -> worker.registerWorkflowImplementationTypes(types)),
        List.of(),
        WorkflowClientOptions.getDefaultInstance(),
        true);
  }

  /** This one, whose tasks find these activities: fakes of the test, or those that run in production. */
  public SessionTestSetup withSteps(Object... activities) {
    Object[] steps = activities.clone();
    return registering(worker -> worker.registerActivitiesImplementations(steps));
  }

  /** This one, which also registers on its worker what {@code registration} does. */
  public SessionTestSetup registering(Consumer<Worker> registration) {
    return new SessionTestSetup(
        with(registrations, registration), interceptors, clientOptions, isReplaying);
  }

  /** This one, whose worker also has {@code interceptor}, within those of Understudy. */
  public SessionTestSetup withInterceptor(WorkerInterceptor interceptor) {
    return new SessionTestSetup(
        registrations, with(interceptors, interceptor), clientOptions, isReplaying);
  }

  /** This one, whose client and worker have the data converter, namespace and so on of {@code options}. */
  public SessionTestSetup withClientOptions(WorkflowClientOptions options) {
    return new SessionTestSetup(registrations, interceptors, options, isReplaying);
  }

  /** This one, which does not replay the histories of its tasks when it is closed. */
  public SessionTestSetup withoutReplay() {
    return new SessionTestSetup(registrations, interceptors, clientOptions, false);
  }

  private static <T> List<T> with(List<T> some, T another) {
    List<T> all = new ArrayList<>(some);
    all.add(another);
    return all;
  }

  /** Starts a server, in this process, and a worker. To be closed by the caller. */
  public SessionTest open() {
    return new SessionTest(this);
  }

  List<Consumer<Worker>> registrations() {
    return registrations;
  }

  List<WorkerInterceptor> interceptors() {
    return interceptors;
  }

  WorkflowClientOptions clientOptions() {
    return clientOptions;
  }

  boolean isReplaying() {
    return isReplaying;
  }
}
