package dev.understudy.ablylocal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {

  @Test
  void isReadAndWrittenAlike() {
    assertThat(MessageId.parse("conn:12:3")).contains(new MessageId("conn", 12, 3));
    assertThat(new MessageId("conn", 12, 3)).hasToString("conn:12:3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "conn",
        "conn:1",
        "conn:a:1",
        "conn:1:-1",
        ":1:1",
        "conn:1:1:1",
        "conn:99999999999999999999:0"
      })
  void isNotReadFromOtherText(String text) {
    assertThat(MessageId.parse(text)).isEmpty();
  }

  @Test
  void isNewerByItsSerialFirst() {
    MessageId older = new MessageId("conn", 9, 7);

    assertThat(new MessageId("conn", 10, 0).isAtLeast(older)).isTrue();
    assertThat(older.isAtLeast(new MessageId("conn", 10, 0))).isFalse();
  }

  @Test
  void isNewerByItsIndexThen() {
    MessageId older = new MessageId("conn", 9, 7);

    assertThat(new MessageId("conn", 9, 8).isAtLeast(older)).isTrue();
    assertThat(new MessageId("conn", 9, 7).isAtLeast(older)).isTrue();
    assertThat(new MessageId("conn", 9, 6).isAtLeast(older)).isFalse();
  }

  @Test
  void isNotComparedWithThatOfAnotherConnection() {
    assertThat(new MessageId("conn", 10, 0).isAtLeast(new MessageId("other", 0, 0)))
        .isFalse();
  }
}
