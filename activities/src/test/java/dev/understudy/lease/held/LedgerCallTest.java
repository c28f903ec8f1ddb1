package dev.understudy.lease.held;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.understudy.lease.LedgerEntry;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ledgers of a worker whose data a codec encodes, and that nobody hears. */
class LedgerCallTest {
  private final WorkflowServiceStubs nobody = WorkflowServiceStubs.newServiceStubs(
      WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);

  /** Its key server does not answer. */
  private static final class LockedCodec implements PayloadCodec {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public List<Payload> encode(List<Payload> payloads) {
      asked.incrementAndGet();
      throw new PayloadCodecException("no key");
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
      return payloads;
    }
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
    nobody.shutdownNow();
  }

  private LedgerCall call(PayloadCodec codec) {
    return new LedgerCall(WorkflowClient.newInstance(
        nobody,
        WorkflowClientOptions.newBuilder()
            .setDataConverter(
                new CodecDataConverter(DefaultDataConverter.newDefaultInstance(), List.of(codec)))
            .build()));
  }

  @Test
  void triesAgainWhatItsCodecCouldNotEncode() {
    LockedCodec codec = new LockedCodec();
    Ledger ledger = new Ledger(call(codec)::write, scheduler, pages -> {});
    ledger.open(0, ByteString.copyFromUtf8("page"));

    ledger.add(new LedgerEntry("", "task", "a", LedgerEntry.Kind.STEP));

    await().atMost(Duration.ofSeconds(30)).until(() -> codec.asked.get() >= 3);
  }
}
