package dev.understudy.worker;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.List;

/** A worker over real sockets that is soon known to be dead. */
final class WorkerForTests {
  /** Which it polls. */
  static final String QUEUE = "work";

  static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(3);

  private WorkerForTests() {}

  /** Named {@code a}. */
  static UnderstudyWorker start(TestWorkflowEnvironment temporal, AblyLocal ably, TaskTypes tasks) {
    return start("a", temporal, ably, tasks);
  }

  static UnderstudyWorker start(
      String name, TestWorkflowEnvironment temporal, AblyLocal ably, TaskTypes tasks) {
    return start(name, QUEUE, temporal, ably, tasks);
  }

  /** Polls {@code queue}. */
  static UnderstudyWorker start(
      String name,
      String queue,
      TestWorkflowEnvironment temporal,
      AblyLocal ably,
      TaskTypes tasks) {
    AblySettings settings = AblySettings.local(ably.key(), ably.host(), ably.port());
    return start(name, queue, temporal, settings, HandoffPolicy.DEFAULT, tasks);
  }

  static UnderstudyWorker start(
      String name,
      TestWorkflowEnvironment temporal,
      AblySettings ably,
      HandoffPolicy policy,
      TaskTypes tasks) {
    return start(name, QUEUE, temporal, ably, policy, tasks);
  }

  private static UnderstudyWorker start(
      String name,
      String queue,
      TestWorkflowEnvironment temporal,
      AblySettings ably,
      HandoffPolicy policy,
      TaskTypes tasks) {
    return UnderstudyWorker.start(
        temporal.getWorkflowClient(),
        new WorkerSettings(
            queue, new Holder(name, 100), ably, policy.withHeartbeatTimeout(HEARTBEAT_TIMEOUT)),
        List.of(tasks));
  }
}
