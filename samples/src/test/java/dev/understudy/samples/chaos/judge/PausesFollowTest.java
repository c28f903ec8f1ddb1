package dev.understudy.samples.chaos.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.understudy.samples.watcher.Report;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PausesFollowTest {
  private static final Rule RULE =
      new PausesFollow(Map.of("agent-1", "user-1"), Duration.ofSeconds(3));
  private static final Outage OUTAGE = new Outage(8_000, 9_000);

  private static Event user(long atMillis, Action action, String device) {
    return new Event(atMillis, action, "user-1", device, JsonNodeFactory.instance.objectNode());
  }

  private static Event shows(long atMillis, String state) {
    return new Event(
        atMillis,
        Action.update,
        "agent-1",
        "a",
        JsonNodeFactory.instance.objectNode().put("state", state));
  }

  private static List<String> found(long nowMillis, List<Outage> outages, Report... reports) {
    Seen seen = new Seen(List.of(reports), List.of(), List.of(), outages);
    return RULE.violations(seen, nowMillis).stream().map(Violation::toString).toList();
  }

  private static List<String> found(long nowMillis, Report... reports) {
    return found(nowMillis, List.of(), reports);
  }

  @Test
  void isContentWithAPauseAfterTheGraceAndAResumeAfterTheReturn() {
    assertThat(found(
            100_000,
            user(1_000, Action.enter, "phone"),
            shows(1_500, "active"),
            user(10_000, Action.leave, "phone"),
            shows(13_100, "paused"),
            user(60_000, Action.enter, "laptop"),
            shows(60_200, "active")))
        .isEmpty();
  }

  @Test
  void findsAPauseWhileAnotherDeviceIsThere() {
    assertThat(found(
            100_000,
            user(1_000, Action.enter, "phone"),
            user(2_000, Action.enter, "laptop"),
            user(10_000, Action.leave, "phone"),
            shows(13_100, "paused"),
            shows(14_000, "active")))
        .containsExactly("false pause: agent-1 showed a pause although user-1 was there");
  }

  @Test
  void findsAPauseBeforeTheGraceIsOver() {
    assertThat(found(
            100_000,
            user(1_000, Action.enter, "phone"),
            user(10_000, Action.leave, "phone"),
            shows(11_000, "paused"),
            user(12_000, Action.enter, "phone"),
            shows(12_500, "active")))
        .containsExactly("false pause: agent-1 showed a pause although user-1 was there");
  }

  @Test
  void findsAPauseThatDoesNotCome() {
    assertThat(found(
            100_000,
            user(1_000, Action.enter, "phone"),
            shows(1_500, "active"),
            user(10_000, Action.leave, "phone"),
            user(60_000, Action.enter, "phone")))
        .containsExactly(
            "missed pause: agent-1, which works for user-1, works on although nobody is there");
  }

  @Test
  void findsAPauseThatDoesNotEnd() {
    assertThat(found(
            100_000,
            user(1_000, Action.enter, "phone"),
            user(10_000, Action.leave, "phone"),
            shows(13_100, "paused"),
            user(60_000, Action.enter, "phone")))
        .containsExactly(
            "missed resume: agent-1, which works for user-1, waits although its user is back");
  }

  @Test
  void doesNotHurry() {
    assertThat(found(
            30_000,
            user(1_000, Action.enter, "phone"),
            shows(1_500, "active"),
            user(10_000, Action.leave, "phone")))
        .isEmpty();
  }

  @Test
  void excusesAPauseThatAnOutageOfAblyMade() {
    Event[] reports = {
      user(1_000, Action.enter, "phone"), shows(13_100, "paused"), shows(14_000, "active")
    };

    assertThat(found(100_000, List.of(OUTAGE), reports)).isEmpty();
    assertThat(found(100_000, List.of(), reports)).hasSize(1);
  }
}
