package dev.understudy.samples.killer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.batch.BatchProgress;
import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.SetAsideItem;
import dev.understudy.embedded.EmbeddedTemporal;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An item that ends its worker's process, with real workers. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KillerItemTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final String KILLER = "item-" + Visit.KILLER;
  private static final int ATTEMPTS = 2;

  @TempDir
  Path directory;

  @ParameterizedTest
  @EnumSource(names = {"HALT", "EXIT"})
  void isSetAsideWithItsCauseWhileAllOthersTakeEffect(Visit.End end) throws Exception {
    Path desk = Files.createDirectory(directory.resolve("desk"));
    BatchSpec batch = BatchSpec.of(RoundTaskTypes.BATCH)
        .over(end + " " + desk)
        .inPagesOf(RoundTaskTypes.ITEMS)
        .inParallel(3)
        .tryingItems(ATTEMPTS);

    BatchProgress progress = made(batch);

    assertThat(progress.done()).isEqualTo(RoundTaskTypes.ITEMS - 1);
    assertThat(progress.firstSetAside())
        .containsExactly(new SetAsideItem(
            KILLER, "IllegalStateException: its worker died 2 times while it was processed"));
    assertThat(files(desk)).containsExactlyInAnyOrderElementsOf(expected());
  }

  private BatchProgress made(BatchSpec batch) throws IOException {
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start(0);
        AblyLocal ably = AblyLocal.start();
        WorkerCrew crew =
            new WorkerCrew(temporal, ably, "rounds", directory.resolve("workers.log"))) {
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
              .setTarget(temporal.host() + ":" + temporal.port())
              .build());
      try {
        BatchProgress progress = WorkflowClient.newInstance(stubs)
            .newWorkflowStub(
                Round.class, WorkflowOptions.newBuilder().setTaskQueue("rounds").build())
            .make(batch);
        await() // One that exits gives its page away before it has ended; the first may go unnoted.
            .atMost(LIVELINESS)
            .untilAsserted(() -> assertThat(crew.ended()).isBetween(ATTEMPTS, ATTEMPTS + 1));
        return progress;
      } finally {
        stubs.shutdownNow();
      }
    }
  }

  private static List<String> files(Path desk) throws IOException {
    try (Stream<Path> files = Files.list(desk)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static List<String> expected() {
    return Stream.concat(
            IntStream.range(0, RoundTaskTypes.ITEMS).mapToObj(number -> "item-" + number),
            Stream.of("aside-" + KILLER))
        .filter(name -> !name.equals(KILLER))
        .toList();
  }
}
