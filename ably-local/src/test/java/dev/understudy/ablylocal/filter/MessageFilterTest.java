package dev.understudy.ablylocal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.Capability;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFilterTest {
  private static final String KEY = "app.key:secret";

  private final ObjectNode message = WireClient.tree(
      "{'name':'n','clientId':'ada','data':'x','extras':{'headers':{'number':7,'on':true,'a-b':'c'}}}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name == `\"n\"`",
        "name == 'n' && headers.number == `7.0`",
        "headers.number>`6`&&headers.number<=`7`",
        "name == 'other' || clientId == 'ada'",
        "headers.on",
        "!headers.off",
        "headers.\"a-b\" == 'c'",
        "!(name == 'n' && name != 'n')",
        "headers.none == `null`"
      })
  void admitsWhatItDescribes(String expression) {
    assertThat(MessageFilter.parse(expression).orElseThrow().admits(message)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name == 'm'",
        "headers.number < `7`",
        "headers.on > `0`",
        "headers.none",
        "timestamp"
      })
  void admitsNothingElse(String expression) {
    assertThat(MessageFilter.parse(expression).orElseThrow().admits(message)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name ==",
        "name = 'n'",
        "(name",
        "name)",
        "`{`",
        "id name",
        "headers.",
        "'",
        "&& id",
        "nam == 'n'",
        "data == 'x'"
      })
  void isNoneIfItCannotBeRead(String expression) {
    assertThat(MessageFilter.parse(expression)).isEmpty();
  }

  @Test
  void asksEachPartOnceHoweverDeeplyItIsNested() {
    String filter = "(".repeat(60) + "name" + "||id)".repeat(60);

    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> assertThat(
                MessageFilter.parse(filter).orElseThrow().admits(WireClient.tree("{'name':'n'}")))
            .isTrue());
  }

  @Test
  void isNoneIfItIsTooLong() {
    assertThat(MessageFilter.parse("(".repeat(100_000))).isEmpty();
  }

  @Test
  void chooseWhatAClientIsToldUnderTheNameThatBearsIt() {
    Realtime realtime = realtime("{\"[*]*\":[\"*\"]}");
    String name = derived("name == 'n' && headers.number == `1`");
    WireClient all = WireClient.connect(realtime, KEY).attach("room");
    WireClient some = WireClient.connect(realtime, KEY).attach(name);

    all.says("{'action':15,'msgSerial':0,'channel':'room','messages':["
        + "{'name':'n','data':'a','extras':{'headers':{'number':1}}},{'name':'n','data':'b'}]}");
    all.says("{'action':15,'msgSerial':1,'channel':'room','messages':[{'name':'m','data':'c'}]}");

    assertThat(all.messages()).containsExactly("a", "b", "c");
    assertThat(some.messages()).containsExactly("a");
    assertThat(some.last(Action.MESSAGE).path("channel").asText()).isEqualTo(name);
  }

  @Test
  void refusesWhoMayNotOrCannotWriteOne() {
    WireClient plain = WireClient.connect(realtime("{\"*\":[\"*\"]}"), KEY);
    WireClient wrong = WireClient.connect(realtime("{\"[*]*\":[\"*\"]}"), KEY);

    assertThat(plain.attach(derived("name == 'n'")).lastError(Action.ERROR)).isEqualTo(40160);
    assertThat(wrong.attach(derived("name ==")).lastError(Action.ERROR)).isEqualTo(40010);
    assertThat(wrong.attach("[filter=%]room").lastError(Action.ERROR)).isEqualTo(40010);
  }

  private static Realtime realtime(String capability) {
    ApiKey key = ApiKey.parse(KEY).withCapability(Capability.parse(capability).orElseThrow());
    return new Realtime(List.of(key), new ManualTimers(), Limits.STANDARD);
  }

  private static String derived(String expression) {
    byte[] bytes = expression.getBytes(StandardCharsets.UTF_8);
    return "[filter=" + Base64.getEncoder().encodeToString(bytes) + "]room";
  }
}
