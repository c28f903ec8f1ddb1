package dev.understudy.worker;

import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;

/**
 * What the Temporal server at hand is. The test server differs from a real one where it hurts a
 * handoff; whatever has to be worked around for it is decided here and nowhere else.
 */
enum TemporalServer {
  /** A real one, or one that leaves no workflow with a dead worker either. */
  REAL,
  /** {@code io.temporal.testserver} as it is, as in a {@code TestWorkflowEnvironment}. */
  TEST;

  /** Enough for the tasks at work; attendances, which rest, make way for them. The SDK's default is 600. */
  private static final int CACHED_WORKFLOWS = 100;

  /** Asks the server. The plain test server has no version. */
  static TemporalServer at(WorkflowServiceStubs stubs) {
    String version = stubs
        .blockingStub()
        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
        .getServerVersion();
    return version.isEmpty() ? TEST : REAL;
  }

  /**
   * How long a workflow task may wait for the worker that ran the last one. The test server knows no
   * such timeout, so that a killed worker's workflows would wait for ever: zero keeps them off sticky
   * queues.
   */
  Duration stickyTimeout() {
    return this == TEST ? Duration.ZERO : PluginSettings.STICKY_TIMEOUT;
  }

  /**
   * How many workflows stay in memory between their workflow tasks, each with a thread of its own. What
   * is kept off sticky queues is replayed anyway; the SDK's least is one.
   */
  int workflowCacheSize() {
    return this == TEST ? 1 : CACHED_WORKFLOWS;
  }
}
