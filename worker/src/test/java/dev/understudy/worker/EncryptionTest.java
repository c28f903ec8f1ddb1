package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageOrBuilder;
import dev.understudy.batch.BatchProgress;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.step.HeaderField;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.Header;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Temporal's server holds of a task whose client encrypts: protobuf's texts show the bytes of payloads. */
class EncryptionTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final TourStage stage = new TourStage(new CodecDataConverter(
      DefaultDataConverter.newDefaultInstance(), List.of(new EncryptingCodec()), true));

  @AfterEach
  void close() {
    stage.close();
  }

  private List<String> linesOfHistory(String task, String run) {
    return planted(stage.client.fetchHistory(task, run).getHistory());
  }

  private static List<String> planted(MessageOrBuilder told) {
    return told.toString()
        .lines()
        .filter(line -> line.contains(Tour.PLANTED) || line.contains("alice"))
        .toList();
  }

  private List<String> linesOfDescription(String task) {
    return planted(stage.describe(task));
  }

  @Test
  void leavesNothingOfTheUsersInTheClear() {
    String first = stage.firstRun();

    assertThat(stage.travel()).isEqualTo(Tour.RESULT);

    assertThat(linesOfHistory(TourStage.TASK, first)).isEmpty();
    assertThat(linesOfHistory(TourStage.TASK, "")).isEmpty();
    assertThat(linesOfHistory(TourStage.ATTENDANCE, "")).isEmpty();
  }

  @Test
  void leavesNothingInTheClearOfWhatIsUnderWay() {
    await()
        .atMost(LIVELINESS)
        .ignoreException(StatusRuntimeException.class)
        .until(stage::hasBeaten);

    assertThat(linesOfDescription(TourStage.TASK)).isEmpty();
    assertThat(linesOfDescription(TourStage.ATTENDANCE)).isEmpty();
  }

  @Test
  void failsATaskAtOnceWhoseHeaderAnotherConverterWrote() {
    Header clear = new HeaderField<>("understudy.carried", String.class)
        .with("mine", Header.empty(), DefaultDataConverter.newDefaultInstance());
    WorkflowClient forging = WorkflowClient.newInstance(
        stage.client.getWorkflowServiceStubs(),
        WorkflowClientOptions.newBuilder(stage.client.getOptions())
            .setInterceptors(new ForgedHeader(clear))
            .build());
    Tour tour = forging.newWorkflowStub(Tour.class, TourStage.options("tour-2"));

    assertThatThrownBy(() -> tour.travel(0, BatchProgress.START))
        .hasStackTraceContaining("the header understudy.carried is no CarriedOver")
        .satisfies(
            failure -> assertThat(Refusal.codeOf(failure)).contains(RefusalCode.HEADER_UNREADABLE));
  }
}
