package dev.understudy.handoff;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.handoff.HandoffPlan.Load;
import dev.understudy.handoff.HandoffPlan.Noticed;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoffPlanTest {
  private static final HandoffPlan PLAN = new HandoffPlan(HandoffPolicy.DEFAULT, 5_000, 4);

  @ParameterizedTest
  @CsvSource({"1, 2, 2, 30", "200, 201, 2, 30", "201, 202, 3, 60", "1250, 1251, 8, 210"})
  void countsAblysLimitsIn(int agents, int channels, int connections, int messagesPerSecond) {
    Load load = new Load(agents);

    assertThat(load.channels()).isEqualTo(channels);
    assertThat(load.connections()).isEqualTo(connections);
    assertThat(load.messagesPerSecond()).isEqualTo(messagesPerSecond);
  }

  @Test
  void sharesTheAgentsOfADeadWorkerAmongTheOthers() {
    assertThat(PLAN.each().agents()).isEqualTo(1_250);
    assertThat(PLAN.takenByEach()).isEqualTo(417);
    assertThat(PLAN.afterACrash().agents()).isEqualTo(1_667);
    assertThat(PLAN.connections()).isEqualTo(32);
  }

  @Test
  void hearsOfEachAgentInAHeartbeatPeriodAndOfEachWorkerMoreOften() {
    assertThat(PLAN.heartbeatsPerSecond()).isEqualTo(1_003.2, within(1e-6));
    assertThat(PLAN.actionsPerMonth()).isEqualTo(2_600_294_400L);
    assertThat(PLAN.workerProcessors()).isEqualTo(0.15, within(0.001));
    assertThat(PLAN.serverProcessors()).isEqualTo(2.508, within(0.001));
  }

  @Test
  void addsToTheFirstTakeoverWhatTheOthersWaitForTheirTurn() {
    Takeover beacon = PLAN.takeover(Noticed.BEACON);

    assertThat(beacon.total()).isEqualTo(ofMillis(5_800));
    assertThat(PLAN.median(beacon)).isEqualTo(ofMillis(5_800 + 1_090));
    assertThat(PLAN.last(beacon)).isEqualTo(ofMillis(5_800 + 3_170));
    assertThat(PLAN.last(PLAN.takeover(Noticed.HEARTBEATS))).isEqualTo(ofMillis(21_270));
  }

  @Test
  void takesNoLongerForOneAgentThanThePolicySays() {
    HandoffPlan one = new HandoffPlan(HandoffPolicy.DEFAULT, 1, 2);

    for (Noticed noticed : Noticed.values()) {
      Takeover takeover = one.takeover(noticed);
      assertThat(one.median(takeover)).isEqualTo(takeover.total());
      assertThat(one.last(takeover)).isEqualTo(takeover.total());
    }
    assertThat(one.takeover(Noticed.LEASE).total()).isEqualTo(HandoffPolicy.DEFAULT.worstByLease());
  }

  @Test
  void fitsIfAllAgentsOfAWorkerAreBackInTime() {
    assertThat(PLAN.flaw()).isEmpty();
    assertThat(PLAN.warnings()).isEmpty();
  }

  @Test
  void needsSomebodyWhoTakesOver() {
    assertThat(new HandoffPlan(HandoffPolicy.DEFAULT, 1, 1).flaw())
        .contains("with 1 worker nobody is there to take over: use at least 2 workers");
  }

  @Test
  void saysWhatToChangeWhereItDoesNotFit() {
    assertThat(new HandoffPlan(HandoffPolicy.DEFAULT, 5_000, 2).flaw())
        .contains(
            "the last of a worker's 2,500 agents can be back after 42.1 s if only missed heartbeats tell,"
                + " which does not fit in remainPresentFor 30 s with a quarter to spare: raise remainPresentFor to at"
                + " least 56.134 s, or use at least 4 workers");
  }

  @Test
  void saysWhatThePolicySaysWhereMoreThanOneNumberIsWrong() {
    HandoffPolicy slow = HandoffPolicy.DEFAULT.withHeartbeatTimeout(ofSeconds(60));

    assertThat(new HandoffPlan(slow, 1_000_000, 10).flaw())
        .isEqualTo(slow.flaw())
        .isPresent();
  }

  @RepeatedTest(200)
  void whatItAdvisesIsWhatItAccepts(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    HandoffPolicy policy = HandoffPolicy.DEFAULT
        .withRemainPresentFor(ofMillis(random.nextInt(1_000, 120_001)))
        .withHeartbeatTimeout(ofMillis(random.nextInt(1_000, 60_001)));
    HandoffPlan plan = new HandoffPlan(policy, random.nextInt(1, 20_000), random.nextInt(2, 30));
    String flaw = plan.flaw().filter(some -> some.startsWith("the last")).orElse("");

    advised(flaw, "raise remainPresentFor to at least ([\\d.]+) s").ifPresent(time -> {
      assertThat(with(plan, policy.withRemainPresentFor(time)).flaw()).isEmpty();
      assertThat(with(plan, policy.withRemainPresentFor(time.minusMillis(1))).flaw())
          .isPresent();
    });
    advised(flaw, "lower heartbeatTimeout to at most ([\\d.]+) s").ifPresent(time -> {
      assertThat(with(plan, policy.withHeartbeatTimeout(time)).flaw()).isEmpty();
      assertThat(with(plan, policy.withHeartbeatTimeout(time.plusMillis(1))).flaw())
          .isPresent();
    });
    advised(flaw, "use at least ([\\d,]+) workers").map(Duration::toSeconds).ifPresent(workers -> {
      assertThat(new HandoffPlan(policy, plan.agents(), workers.intValue()).flaw())
          .isEmpty();
    });
  }

  private static HandoffPlan with(HandoffPlan plan, HandoffPolicy policy) {
    return new HandoffPlan(policy, plan.agents(), plan.workers());
  }

  /** A number that the flaw names, as seconds. */
  private static Optional<Duration> advised(String flaw, String pattern) {
    Matcher advice = Pattern.compile(pattern).matcher(flaw);
    return advice.find()
        ? Optional.of(
            ofMillis(Math.round(Double.parseDouble(advice.group(1).replace(",", "")) * 1000)))
        : Optional.empty();
  }

  @Test
  void warnsOfMoreHeartbeatsThanAServerTakesByDefault() {
    HandoffPlan many = new HandoffPlan(HandoffPolicy.DEFAULT, 20_000, 100);

    assertThat(many.flaw()).isEmpty();
    assertThat(many.warnings())
        .containsExactly(
            "heartbeats are 4,080 requests a second, and a Temporal server takes 2,400 for a namespace"
                + " by default: raise heartbeatTimeout, or its frontend.namespaceRPS");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, agents must be from 1 to 1000000 but was 0",
    "1000001, 2, agents must be from 1 to 1000000 but was 1000001",
    "1, 0, workers must be from 1 to 10000 but was 0",
    "1, 10001, workers must be from 1 to 10000 but was 10001"
  })
  void refusesWhatNobodyHas(int agents, int workers, String message) {
    assertThatThrownBy(() -> new HandoffPlan(HandoffPolicy.DEFAULT, agents, workers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
