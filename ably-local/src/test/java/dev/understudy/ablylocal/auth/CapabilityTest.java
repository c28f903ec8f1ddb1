package dev.understudy.ablylocal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilityTest {

  @ParameterizedTest
  @CsvSource({
    "room, room, true",
    "room, rooms, false",
    "*, room, true",
    "*, room:1:2, true",
    "*, [meta]room, false",
    "chat:*, chat:1, true",
    "chat:*, chat:1:2, true",
    "chat:*, chat, false",
    "chat:*, chatter:1, false",
    "chat*, chat1, false",
    "chat*, chat*, true",
    "chat:*:log, chat:1:log, true",
    "chat:*:log, chat:1:2:log, false",
    "*:log, 1:log, true",
    "[*]*, room, true",
    "[*]*, [meta]room, true",
    "[meta]*, [meta]room, true",
    "[meta]*, room, false"
  })
  void matchesChannelsBySegments(String resource, String channel, boolean matches) {
    Capability capability = capability("{'%s':['publish']}".formatted(resource));

    assertThat(capability.permits(Operation.PUBLISH, channel)).isEqualTo(matches);
    assertThat(capability.permits(Operation.SUBSCRIBE, channel)).isFalse();
  }

  @Test
  void permitsWhatAnyOfItsResourcesPermits() {
    Capability capability = capability("{'a:*':['publish'],'a:b':['presence'],'c':['*']}");

    assertThat(capability.operationsOn("a:b"))
        .containsExactlyInAnyOrder(Operation.PUBLISH, Operation.PRESENCE);
    assertThat(capability.operationsOn("c")).contains(Operation.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':['publish','subscribe']} | {'a':['presence','subscribe']} | {'a':['subscribe']}",
        "{'a':['publish']} | {'a':['*'],'b':['*']} | {'a':['publish']}",
        "{'*':['subscribe']} | {'a:*':['*']} | {'a:*':['subscribe']}",
        "{'a:*':['publish']} | {'*:b':['publish']} | {'a:b':['publish']}",
        "{'a:*':['publish']} | {'*:b:*':['publish']} | {'a:b:*':['publish']}",
        "{'a:*:c':['publish']} | {'a:b':['publish']} | {}",
        "{'[*]*':['*']} | {'[meta]a':['subscribe'],'b':['*']} |"
            + " {'[meta]a':['subscribe'],'b':['*']}",
        "{'*':['*']} | {'[meta]a':['subscribe']} | {}",
        "{'a:*':['publish'],'a:b':['presence']} | {'a:b':['*']} | {'a:b':['presence','publish']}",
        "{'a':['publish']} | {'a':['subscribe']} | {}"
      })
  void permitsTogetherWithAnotherWhatBothPermit(String one, String other, String both) {
    assertThat(capability(one).and(capability(other))).isEqualTo(capability(both));
    assertThat(capability(other).and(capability(one))).isEqualTo(capability(both));
  }

  @Test
  void isWrittenInCanonicalOrder() {
    assertThat(capability("{'b':['subscribe','publish'],'a':['*']}"))
        .hasToString("{\"a\":[\"*\"],\"b\":[\"publish\",\"subscribe\"]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{'a':'publish'}",
        "{'a':['publish_']}",
        "{'a':['*','publish']}",
        "{'a':[]}",
        "{'':['*']}",
        "{'a':[7]}"
      })
  void isNoneIfItIsWrong(String json) {
    assertThat(Capability.parse(json.replace('\'', '"'))).isEmpty();
  }

  private static Capability capability(String json) {
    return Capability.parse(json.replace('\'', '"')).orElseThrow();
  }
}
