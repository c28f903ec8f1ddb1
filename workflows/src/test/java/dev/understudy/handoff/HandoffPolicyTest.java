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
  void countsEverythingThatATakeoverWaitsFor() {
    assertThat(DEFAULT.withHeartbeatTimeout(ofSeconds(2)).worstTakeover())
        .isEqualTo(ofMillis(5100));
  }

  @Test
  void saysWhichNumberToChangeWhenATakeoverCannotFit() {
    assertThat(DEFAULT.withRemainPresentFor(ofSeconds(8)).flaw())
        .contains(
            "a takeover can take 8.1 s, which does not fit in remainPresentFor 8 s with a quarter to"
                + " spare: raise remainPresentFor to at least 10.8 s or lower heartbeatTimeout to at"
                + " most 2.9 s");
  }

  @Test
  void doesNotAdviseAHeartbeatTimeoutThatItWouldRefuse() {
    assertThat(DEFAULT.withRemainPresentFor(ofSeconds(1)).flaw())
        .hasValueSatisfying(flaw -> assertThat(flaw).endsWith("at least 10.8 s"));
  }

  @Test
  void whatItAdvisesIsWhatItAccepts() {
    HandoffPolicy tight = DEFAULT.withRemainPresentFor(ofSeconds(8));

    assertThat(tight.withRemainPresentFor(ofMillis(10_800)).flaw()).isEmpty();
    assertThat(tight.withHeartbeatTimeout(ofMillis(2_900)).flaw()).isEmpty();
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
