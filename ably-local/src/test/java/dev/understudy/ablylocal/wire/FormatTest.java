package dev.understudy.ablylocal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.clients.WireClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

  @ParameterizedTest
  @EnumSource(Format.class)
  void readsWhatItWrote(Format format) {
    var tree =
        WireClient.tree("{'action':0,'big':9007199254740993,'deep':{'list':[true,null,'ä']}}");

    assertThat(format.decode(format.encode(tree))).contains(tree);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "7", "nonsense", "{\"a\":}"})
  void findsNoObjectInOtherJson(String text) {
    assertThat(Format.JSON.decode(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void readsNothingThatIsFollowedBySomething(Format format) {
    byte[] one = format.encode(WireClient.tree("{'action':0}"));
    byte[] two = Arrays.copyOf(one, one.length * 2);
    System.arraycopy(one, 0, two, one.length, one.length);

    assertThat(format.read(one)).isPresent();
    assertThat(format.read(two)).isEmpty();
  }

  @Test
  void findsNoObjectInOtherMessagePack() {
    assertThat(Format.MSGPACK.decode(new byte[] {})).isEmpty();
    assertThat(Format.MSGPACK.decode(new byte[] {(byte) 0xc1})).isEmpty();
    assertThat(Format.MSGPACK.decode(new byte[] {(byte) 0x82, 1})).isEmpty();
    assertThat(Format.MSGPACK.decode(new byte[] {(byte) 0x93, 1, 2, 3})).isEmpty();
  }

  @Test
  void isJsonUnlessMessagePackIsNamed() {
    assertThat(Format.named("msgpack")).isEqualTo(Format.MSGPACK);
    assertThat(Format.named("json")).isEqualTo(Format.JSON);
    assertThat(Format.named("?")).isEqualTo(Format.JSON);
  }
}
