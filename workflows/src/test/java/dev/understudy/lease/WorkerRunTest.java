package dev.understudy.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of leases. */
class WorkerRunTest {
  @ParameterizedTest
  @CsvSource({"work,a", "work/night,a", "work,a/b", "work,50%2F", "work/run/x,host/1%"})
  void areReadAsTheyWereMade(String taskQueue, String worker) {
    WorkerRun run = new WorkerRun(taskQueue, worker, "0123456789ab");

    assertThat(WorkerRun.ofLease(run.leaseId())).contains(run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lease", "lease/a", "lease/a/b", "attendance/a/b/c"})
  void areNotReadIntoOtherNames(String other) {
    assertThat(WorkerRun.ofLease(other)).isEmpty();
  }

  @Test
  void tellTaskQueuesApartThatBeginAlike() {
    WorkerRun night = new WorkerRun("work/night", "a", "0123456789ab");

    assertThat(WorkerRun.ofLease(night.leaseId()).orElseThrow().taskQueue())
        .isEqualTo("work/night");
  }
}
