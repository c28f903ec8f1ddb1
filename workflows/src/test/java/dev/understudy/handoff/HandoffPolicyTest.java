package dev.understudy.handoff;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoffPolicyTest {
  private static final HandoffPolicy DEFAULT = HandoffPolicy.DEFAULT;

  @Test
  void worksByDefaultWithoutAWarning() {
    assertThat(DEFAULT.flaw()).isEmpty();
    assertThat(DEFAULT.warning()).isEmpty();
  }

  @Test
  void hearsOfEachAgentThreeTimesInAHeartbeatTimeout() {
    assertThat(DEFAULT.heartbeatTimeout()).isEqualTo(ofSeconds(15));
    assertThat(DEFAULT.heartbeatPeriod()).isEqualTo(ofSeconds(5));
  }

  @Test
  void countsEverythingThatATakeoverWaitsFor() {
    assertThat(DEFAULT.worstTakeover()).isEqualTo(ofMillis(18_100));
    assertThat(DEFAULT.withHeartbeatTimeout(ofSeconds(2)).worstTakeover())
        .isEqualTo(ofMillis(5100));
  }

  @Test
  void countsEverythingThatATakeoverWaitsForOfWhichABeaconOrALeaseTells() {
    assertThat(DEFAULT.worstByBeacon()).isEqualTo(ofMillis(5_800));
    assertThat(DEFAULT.worstByLease()).isEqualTo(ofMillis(12_500));
  }

  @Test
  void noticesDeathsByBeaconAndLeaseWhateverTheHeartbeats() {
    HandoffPolicy patient = DEFAULT.withHeartbeatTimeout(ofSeconds(60));

    assertThat(patient.worstByBeacon()).isEqualTo(DEFAULT.worstByBeacon());
    assertThat(patient.worstByLease()).isEqualTo(DEFAULT.worstByLease());
  }

  @Test
  void saysWhichNumberToChangeWhenATakeoverCannotFit() {
    assertThat(DEFAULT.withRemainPresentFor(ofSeconds(20)).flaw())
        .contains(
            "a takeover that waits for missed heartbeats can take 18.1 s, which does not fit in"
                + " remainPresentFor 20 s with a quarter to spare: raise remainPresentFor to at least"
                + " 24.134 s or lower heartbeatTimeout to at most 11.9 s");
  }

  @Test
  void doesNotAdviseAHeartbeatTimeoutThatItWouldRefuse() {
    assertThat(DEFAULT.withRemainPresentFor(ofSeconds(1)).flaw())
        .hasValueSatisfying(flaw -> assertThat(flaw).endsWith("at least 24.134 s"));
  }

  @Test
  void whatItAdvisesIsWhatItAccepts() {
    HandoffPolicy tight = DEFAULT.withRemainPresentFor(ofSeconds(20));

    assertThat(tight.withRemainPresentFor(ofMillis(24_134)).flaw()).isEmpty();
    assertThat(tight.withRemainPresentFor(ofMillis(24_133)).flaw()).isPresent();
    assertThat(tight.withHeartbeatTimeout(ofMillis(11_900)).flaw()).isEmpty();
  }

  @Test
  void warnsWhenABeaconWouldTellTooLate() {
    HandoffPolicy tight =
        DEFAULT.withRemainPresentFor(ofSeconds(7)).withHeartbeatTimeout(ofSeconds(2));

    assertThat(tight.flaw()).isEmpty();
    assertThat(tight.warning())
        .hasValueSatisfying(warning -> assertThat(warning)
            .contains("a takeover that a beacon tells of can take 5.8 s, which does not fit in"
                + " remainPresentFor 7 s with a quarter to spare, so that the heartbeats of agents alone"
                + " keep them present: raise remainPresentFor to at least 7.734 s"));
    assertThat(tight.withRemainPresentFor(ofMillis(7_734)).warning().orElse(""))
        .doesNotContain("beacon");
  }

  @ParameterizedTest
  @CsvSource({"PT2S, PT0.666666666S", "PT15S, PT1.25S", "PT60S, PT1.25S"})
  void hearsWhatAStepNotesSoonHoweverLongTheTimeout(Duration timeout, Duration noted) {
    assertThat(DEFAULT.withHeartbeatTimeout(timeout).notePeriod()).isEqualTo(noted);
  }

  @ParameterizedTest
  @CsvSource({"PT1S, PT1S", "PT6S, PT2S", "PT15S, PT5S", "PT60S, PT5S"})
  void standsStillNoLongerThanHeartbeatsAndLeaseAreMissed(Duration timeout, Duration standstill) {
    assertThat(DEFAULT.withHeartbeatTimeout(timeout).longestStandstill()).isEqualTo(standstill);
  }

  @Test
  void warnsWhenADeadAgentWouldBeSeenForLong() {
    assertThat(DEFAULT.withRemainPresentFor(ofSeconds(60)).warning()).isEmpty();
    assertThat(DEFAULT.withRemainPresentFor(ofSeconds(61)).warning()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "PT30S, PT5S, PT8S, PT21S",
    "PT30S, PT6S, PT8S, PT22S",
    "PT24S, PT5S, PT5S, PT18S",
    "PT6S, PT5S, PT1.125S, PT14.125S"
  })
  void handsBackLateEnoughForABlipAndEarlyEnoughForTheNextToEnter(
      Duration remainPresentFor, Duration interval, Duration after, Duration worst) {
    HandoffPolicy policy =
        DEFAULT.withRemainPresentFor(remainPresentFor).withHeartbeatInterval(interval);

    assertThat(policy.handBackAfter()).isEqualTo(after);
    assertThat(policy.worstHandBack()).isEqualTo(worst);
  }

  @Test
  void warnsWhenSilenceWouldBeNoticedTooLate() {
    assertThat(DEFAULT.withRemainPresentFor(ofSeconds(24)).warning()).isEmpty();
    assertThat(DEFAULT.withHeartbeatInterval(ofSeconds(15)).warning())
        .contains(
            "the agents of a worker whose connection to Ably dies in silence can be back after 28.625 s,"
                + " which does not fit in remainPresentFor 30 s with a quarter to spare: raise"
                + " remainPresentFor, or lower heartbeatInterval, of which 5 s is the least");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.999S, PT15S, PT5S, remainPresentFor must be from 1 s to 120 s but was 0.999 s",
    "PT120.001S, PT15S, PT5S, remainPresentFor must be from 1 s to 120 s but was 120.001 s",
    "PT30S, PT4S, PT5S, heartbeatInterval must be from 5 s to 1800 s but was 4 s",
    "PT30S, PT31M, PT5S, heartbeatInterval must be from 5 s to 1800 s but was 1860 s",
    "PT30S, PT15S, PT0S, heartbeatTimeout must be from 1 s to 60 s but was 0 s",
    "PT30S, PT15S, PT61S, heartbeatTimeout must be from 1 s to 60 s but was 61 s"
  })
  void refusesWhatAblyOrTemporalWouldNotTake(
      Duration remainPresentFor, Duration interval, Duration timeout, String message) {
    assertThatThrownBy(() -> new HandoffPolicy(remainPresentFor, interval, timeout))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
