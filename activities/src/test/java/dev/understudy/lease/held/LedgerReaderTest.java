package dev.understudy.lease.held;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.understudy.lease.LeaseActivities;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.LedgerPage;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is read of a ledger that a user's codec has a part in. */
class LedgerReaderTest {
  private static final DataConverter PLAIN = DefaultDataConverter.newDefaultInstance();
  private static final LedgerEntry ENTRY =
      new LedgerEntry("", "task", "activity", LedgerEntry.Kind.STEP);

  /** Lacks the key that some were encrypted with. */
  private static final class WithoutAKey implements PayloadCodec {
    @Override
    public List<Payload> encode(List<Payload> payloads) {
      return payloads;
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
      if (payloads.stream().anyMatch(payload -> payload.containsMetadata("key"))) {
        throw new IllegalStateException("there is no such key");
      }
      return payloads;
    }
  }

  private static Payloads page() {
    return PLAIN.toPayloads(new LedgerPage(List.of(ENTRY))).orElseThrow();
  }

  private static Payloads encrypted() {
    return Payloads.newBuilder()
        .addPayloads(page().getPayloads(0).toBuilder()
            .putMetadata("key", ByteString.copyFromUtf8("of-yesterday")))
        .build();
  }

  private static DescribeWorkflowExecutionResponse lease(Payloads... pages) {
    return DescribeWorkflowExecutionResponse.newBuilder()
        .addAllPendingActivities(Stream.of(pages)
            .map(page -> PendingActivityInfo.newBuilder()
                .setActivityType(ActivityType.newBuilder().setName(LeaseActivities.PAGE))
                .setHeartbeatDetails(page)
                .build())
            .toList())
        .addPendingActivities(PendingActivityInfo.newBuilder()
            .setActivityType(ActivityType.newBuilder().setName(LeaseActivities.HOLD)))
        .build();
  }

  @Test
  void countsThePagesThatCannotBeRead() {
    LedgerReader reader =
        new LedgerReader(new CodecDataConverter(PLAIN, List.of(new WithoutAKey())));

    LedgerReader.Contents read = reader.read(lease(encrypted(), page(), encrypted()));

    assertThat(read).isEqualTo(new LedgerReader.Contents(List.of(ENTRY), 2));
  }
}
