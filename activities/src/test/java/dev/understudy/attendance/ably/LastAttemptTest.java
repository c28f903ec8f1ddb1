package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.attendance.ToldHandoff.KnownReason;
import dev.understudy.lease.Reaped;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import dev.understudy.presence.ably.Failures;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read of an attempt that is over. */
class LastAttemptTest {
  private static final DataConverter JSON = DefaultDataConverter.newDefaultInstance();
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final LastAttempt.Next NEXT =
      new LastAttempt.Next("task-1", "Dig", 2, NOON.plusSeconds(2), NOON.plusSeconds(3));

  private static PendingActivityInfo failed(Throwable failure) {
    return PendingActivityInfo.newBuilder()
        .setLastFailure(JSON.exceptionToFailure(failure))
        .build();
  }

  private static LastAttempt attempt(PendingActivityInfo activity) {
    return new LastAttempt(activity, NEXT, JSON);
  }

  private static KnownReason reason(Throwable failure) {
    return attempt(failed(failure)).reason("a");
  }

  private static TimeoutFailure timeout(TimeoutType type) {
    return new TimeoutFailure("too late", null, type);
  }

  private static ApplicationFailure reaped(String worker, Suspicion why) {
    Reaped reaped = new Reaped(
        new WorkerRun("work", worker, "run-1"),
        why,
        NOON,
        NOON.plusMillis(300),
        NOON.plusMillis(320));
    return ApplicationFailure.newBuilder()
        .setMessage("its worker is gone")
        .setType(Reaped.TYPE)
        .setDetails(reaped)
        .build();
  }

  @ParameterizedTest
  @EnumSource(Suspicion.class)
  void isReapedForWhatWasNoticedFirst(Suspicion why) {
    assertThat(reason(reaped("a", why)))
        .isEqualTo(new KnownReason(
            HandoffCause.valueOf(why.name()),
            Optional.empty(),
            Optional.of(NOON),
            Optional.of(NOON.plusMillis(300)),
            Optional.of(NOON.plusMillis(320))));
  }

  @Test
  void isGivenBackForTheReasonThatAWorkerSays() {
    assertThat(reason(Failures.relayed("a", Duration.ZERO)).cause()).isEqualTo(HandoffCause.RELAY);
    assertThat(reason(Failures.handedBack("a")).cause()).isEqualTo(HandoffCause.CUT_OFF);
    assertThat(reason(Failures.cutOff("a", true)).cause()).isEqualTo(HandoffCause.CUT_OFF);
    assertThat(reason(Failures.takesNoMore("a", true)).cause()).isEqualTo(HandoffCause.RELAY);
    assertThat(reason(Failures.takesNoMore("a", false)).cause()).isEqualTo(HandoffCause.FULL);
    assertThat(reason(Failures.reset("a")).cause()).isEqualTo(HandoffCause.RESET);
    assertThat(reason(Failures.relayed("a", Duration.ZERO)).noticed()).isPresent();
    assertThat(reason(Failures.relayed("a", Duration.ZERO)).words()).isEmpty();
  }

  @Test
  void saysWhichOtherWorkerHadItInBetween() {
    assertThat(reason(Failures.takesNoMore("c", false)).words()).contains("c had it in between");
    assertThat(reason(reaped("c", Suspicion.LEASE)).words()).contains("c had it in between");
  }

  @Test
  void isNoticedWhenItsTimeWasOver() {
    PendingActivityInfo timedOut = failed(timeout(TimeoutType.TIMEOUT_TYPE_HEARTBEAT));
    PendingActivityInfo dated = timedOut.toBuilder()
        .setLastAttemptCompleteTime(Timestamps.fromMillis(NOON.toEpochMilli()))
        .build();

    assertThat(attempt(dated).reason("a"))
        .isEqualTo(KnownReason.of(HandoffCause.HEARTBEAT, Optional.of(NOON)));
    assertThat(attempt(timedOut).reason("a").noticed())
        .as("of a server that does not keep it")
        .contains(NEXT.scheduled());
  }

  @Test
  void hasFailedByItselfOtherwise() {
    assertThat(reason(timeout(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE)).cause())
        .isEqualTo(HandoffCause.FAILED);
    assertThat(reason(new IllegalStateException("x".repeat(1000))).words().orElseThrow())
        .isEqualTo("x".repeat(200) + "…");
    assertThat(reason(Failures.unavailable("Ably is busy")).words()).contains("Ably is busy");
  }

  @Test
  void isUnknownIfNothingIsThereOrNothingCanBeRead() {
    Failure nonsense = Failure.newBuilder()
        .setApplicationFailureInfo(ApplicationFailureInfo.newBuilder()
            .setType(Reaped.TYPE)
            .setDetails(Payloads.getDefaultInstance()))
        .build();

    KnownReason nothing = attempt(PendingActivityInfo.getDefaultInstance()).reason("a");
    KnownReason unreadable = attempt(
            PendingActivityInfo.newBuilder().setLastFailure(nonsense).build())
        .reason("a");

    assertThat(nothing.cause()).isEqualTo(HandoffCause.UNKNOWN);
    assertThat(nothing.words()).contains("Temporal has no failure of the attempt before");
    assertThat(unreadable.cause()).isEqualTo(HandoffCause.UNKNOWN);
    assertThat(unreadable.words()).contains("the failure of the attempt before cannot be read");
  }

  @Test
  void ofAStepThatWasLostSaysHowLongItStood() {
    PendingActivityInfo lost = failed(reaped("a", Suspicion.BEACON)).toBuilder()
        .setLastHeartbeatTime(Timestamps.fromMillis(NOON.toEpochMilli()))
        .build();
    PendingActivityInfo neverHeard = failed(reaped("a", Suspicion.BEACON)).toBuilder()
        .setLastHeartbeatTime(Timestamps.fromMillis(NOON.plusSeconds(4).toEpochMilli()))
        .build();

    assertThat(attempt(lost).step().orElseThrow().stood()).isEqualTo(Duration.ofSeconds(3));
    assertThat(attempt(neverHeard).step().orElseThrow().heard()).isEmpty();
    assertThat(attempt(neverHeard).step().orElseThrow().stood()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void ofAStepThatFailedIsNoHandoff() {
    assertThat(attempt(failed(new IllegalStateException("the spade broke"))).step())
        .isEmpty();
    assertThat(attempt(PendingActivityInfo.getDefaultInstance()).step()).isEmpty();
  }
}
