package dev.understudy.ablylocal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Format;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Requests that no library would send: each is answered, and none of the answers is that the server failed. */
class RestBadInputTest {
  private static final String KEY = "app.key:secret";
  private static final List<String> PATHS = List.of(
      "channels/room/messages",
      "channels/room/history",
      "channels/%5B%3Fx=%25%5Droom/messages",
      "channels/room/presence",
      "channels/room/presence/history",
      "channels/room",
      "messages",
      "presence",
      "stats");
  private static final List<String> PARAMS = List.of(
      "start", "end", "direction", "limit", "cursor", "from_serial", "clientId", "channels");
  private static final List<String> VALUES = List.of(
      "",
      "0",
      "-1",
      "1",
      "99999999999999999999",
      "forwards",
      "MQ",
      "eA",
      "%",
      "\u0000",
      "a,b,,:",
      "💥");
  private static final String BODY =
      "{\"channels\":[\"a\"],\"messages\":[{\"data\":{\"k\":[1]},\"id\":\"i:0\",\"extras\":{}}],\"data\":\"x\"}";

  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), new ManualTimers());

  @RepeatedTest(5)
  void isAnsweredWhateverItIs(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int round = 0; round < 2000; round++) {
      RestTarget target = target(random);
      byte[] body = body(random);

      RestReply reply = answer(target, random.nextBoolean(), body);

      assertThat(reply.status())
          .as("seed %d, round %d: %s", repetition.getCurrentRepetition(), round, target)
          .isLessThan(500);
    }
  }

  @Test
  void isNotLeftUnansweredForItsDepth() {
    byte[] nested = new byte[200_000];
    Arrays.fill(nested, (byte) 0x91);
    System.arraycopy(new byte[] {(byte) 0x81, (byte) 0xa4, 'd', 'a', 't', 'a'}, 0, nested, 0, 6);
    nested[nested.length - 1] = (byte) 0xc0;

    assertThat(answer(messages(), true, nested).status()).isEqualTo(400);
    assertThat(answer(messages(), false, "[".repeat(200_000).getBytes(StandardCharsets.UTF_8))
            .status())
        .isEqualTo(400);
  }

  @Test
  void isNotGivenTheMemoryItClaims() {
    byte[] twoGigabytes = {(byte) 0xc6, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xf0, 1};

    assertThat(answer(messages(), true, twoGigabytes).status()).isEqualTo(400);
  }

  private RestReply answer(RestTarget target, boolean msgpack, byte[] body) {
    String basic = Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8));
    Map<String, String> headers = Map.of(
        "authorization",
        "Basic " + basic,
        "content-type",
        msgpack ? "application/x-msgpack" : "application/json");
    return realtime.rest().answer(RestRequest.of(target, headers, body));
  }

  private static RestTarget messages() {
    return RestTarget.of("POST", "/channels/room/messages", Map.of());
  }

  private static RestTarget target(Random random) {
    Map<String, String> query = new HashMap<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      query.put(pick(PARAMS, random), pick(VALUES, random));
    }
    return RestTarget.of(random.nextBoolean() ? "POST" : "GET", pick(PATHS, random), query);
  }

  /** A good body with some of its bytes changed, and cut off somewhere. */
  private static byte[] body(Random random) {
    byte[] json = BODY.getBytes(StandardCharsets.UTF_8);
    byte[] body = random.nextBoolean()
        ? json
        : Format.MSGPACK.encode(Format.JSON.read(json).orElseThrow());
    for (int left = random.nextInt(4); left > 0; left--) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return Arrays.copyOf(body, random.nextInt(3) == 0 ? random.nextInt(body.length) : body.length);
  }

  private static String pick(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
