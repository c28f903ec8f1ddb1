package dev.understudy.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.lease.WorkerRun;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LightTest {
  private static final Instant SINCE = Instant.parse("2026-11-30T12:00:00Z");
  private static final Light LIGHT = Light.of(new WorkerRun("work", "a", "a-1"), SINCE);
  private static final String WRITTEN =
      "{\"taskQueue\":\"work\",\"worker\":\"a\",\"run\":\"a-1\",\"since\":\"2026-11-30T12:00:00Z\"}";

  @Test
  void standsOnTheWireInPlainNames() {
    assertThat(LIGHT.toJson()).isEqualTo(WRITTEN);
    assertThat(LIGHT.goodbye().toJson()).isEqualTo(WRITTEN.replace("}", ",\"goodbye\":true}"));
  }

  @Test
  void isReadAsItWasWritten() {
    assertThat(Light.parse("work", "a", LIGHT.toJson())).contains(LIGHT);
    assertThat(Light.parse("work", "a", LIGHT.goodbye().toJson())).contains(LIGHT.goodbye());
  }

  @Test
  void mayGrow() {
    assertThat(Light.parse("work", "a", WRITTEN.replace("}", ",\"more\":[]}"))).contains(LIGHT);
  }

  @Test
  void isNoneOfAnotherTaskQueueOrUnderAnothersName() {
    assertThat(Light.parse("other", "a", WRITTEN)).isEmpty();
    assertThat(Light.parse("work", "b", WRITTEN)).isEmpty();
  }

  @Test
  void isOfAWorkerWhoseNameIsNotTooLong() {
    String longest = "a".repeat(128);
    String tooLong = longest + "a";

    assertThat(Light.parse("work", longest, named(longest))).isPresent();
    assertThat(Light.parse("work", tooLong, named(tooLong))).isEmpty();
  }

  private static String named(String worker) {
    return WRITTEN.replace("\"worker\":\"a\"", "\"worker\":\"" + worker + "\"");
  }

  static Stream<String> whatIsNone() {
    return Stream.of(
        "",
        "hello",
        "null",
        "[]",
        "{}",
        WRITTEN + "}",
        WRITTEN.replace('"', '\''),
        WRITTEN.replace("\"a-1\"", "1"),
        WRITTEN.replace("\"a-1\"", "null"),
        WRITTEN.replace("\"a-1\"", "[\"a-1\"]"),
        WRITTEN.replace("a-1", "a/1"),
        WRITTEN.replace("a-1", "1".repeat(101)),
        WRITTEN.replace("2026-11-30T12:00:00Z", "yesterday"),
        WRITTEN.replace("}", ",\"more\":\"" + "x".repeat(9000) + "\"}"),
        "[".repeat(8000));
  }

  @ParameterizedTest
  @MethodSource("whatIsNone")
  void isNoneWithoutItsForm(String data) {
    assertThat(Light.parse("work", "a", data)).isEmpty();
  }

  @Test
  void namesTheChannelOfATaskQueueWithoutWhatAblyForbids() {
    assertThat(Light.channel("work")).isEqualTo("understudy:workers:work");
    assertThat(Light.channel("a:b/c d*é\n"))
        .isEqualTo("understudy:workers:a%3Ab%2Fc%20d%2A%C3%A9%0A");
  }
}
