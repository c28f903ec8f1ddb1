package dev.understudy.testing;

import io.temporal.api.testservice.v1.LockTimeSkippingRequest;
import io.temporal.api.testservice.v1.UnlockTimeSkippingRequest;
import io.temporal.serviceclient.TestServiceStubs;
import io.temporal.serviceclient.TestServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock of a test. Temporal's test server skips time only while nothing is going on, and an activity
 * that runs is such a thing: it counts what keeps it from skipping. The activity that keeps an agent present
 * runs for as long as the agent is there, so it is taken out of that count while it only waits, and is put
 * in again right before it ends, since the server will take it out then. Thread-safe.
 */
final class SkippedTime implements AutoCloseable {
  private final TestWorkflowEnvironment server;
  private final TestServiceStubs stubs;

  SkippedTime(TestWorkflowEnvironment server) {
    this.server = server;
    this.stubs = TestServiceStubs.newServiceStubs(TestServiceStubsOptions.newBuilder()
        .setChannel(server.getWorkflowServiceStubs().getRawChannel())
        .validateAndBuildWithDefaults());
  }

  Instant now() {
    return Instant.ofEpochMilli(server.currentTimeMillis());
  }

  /** Waits for what is going on, whenever something is. Returns the time. */
  Instant skip(Duration time) {
    server.sleep(time);
    return now();
  }

  /** An activity only waits from now on. */
  void passesMeanwhile() {
    var unused =
        stubs.blockingStub().unlockTimeSkipping(UnlockTimeSkippingRequest.getDefaultInstance());
  }

  /** An activity that waited is about to end. */
  void stands() {
    var unused =
        stubs.blockingStub().lockTimeSkipping(LockTimeSkippingRequest.getDefaultInstance());
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
