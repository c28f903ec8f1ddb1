package dev.understudy.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.Header;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HeaderFieldTest {
  private static final DataConverter CLEAR = DefaultDataConverter.newDefaultInstance();
  private static final DataConverter HIDDEN = hidden("key 1");
  private static final HeaderField<Long> NUMBER = new HeaderField<>("number", Long.class);
  private static final HeaderField<String> NAME = new HeaderField<>("name", String.class);
  private static final HeaderField<String> WORD = new HeaderField<>("number", String.class);

  private static DataConverter hidden(String key) {
    return new CodecDataConverter(CLEAR, List.of(new HidingCodec(key)));
  }

  @Test
  void readsWhatItWroteBesideTheOthers() {
    Header header = NAME.with("lead", NUMBER.with(7L, Header.empty(), CLEAR), CLEAR);

    assertThat(NUMBER.in(header, CLEAR)).contains(7L);
    assertThat(NAME.in(header, CLEAR)).contains("lead");
  }

  @Test
  void saysTheLastThatWasWritten() {
    Header first = NUMBER.with(7L, Header.empty(), CLEAR);

    assertThat(NUMBER.in(NUMBER.with(8L, first, CLEAR), CLEAR)).contains(8L);
  }

  @Test
  void isEmptyWhereNothingSaysIt() {
    assertThat(NUMBER.in(null, CLEAR)).isEmpty();
    assertThat(NUMBER.in(NAME.with("lead", Header.empty(), CLEAR), CLEAR)).isEmpty();
  }

  @Test
  void isEncodedAsArgumentsAre() {
    Header header = NAME.with("lead", Header.empty(), HIDDEN);

    assertThat(header.getValues().toString()).doesNotContain("lead");
    assertThat(NAME.in(header, HIDDEN)).contains("lead");
  }

  @Nested
  class WrittenByOthers {
    @Test
    void isRefusedWhereItSaysSomethingElse() {
      Header header = WORD.with("seven", Header.empty(), CLEAR);

      assertThatThrownBy(() -> NUMBER.in(header, CLEAR))
          .hasMessageContaining("the header number is no Long that this worker's data converter")
          .satisfies(failure ->
              assertThat(Refusal.codeOf(failure)).contains(RefusalCode.HEADER_UNREADABLE));
    }

    @Test
    void isRefusedWhereTheCodecIsMissingHere() {
      Header header = NUMBER.with(7L, Header.empty(), HIDDEN);

      assertThatThrownBy(() -> NUMBER.in(header, CLEAR))
          .satisfies(failure ->
              assertThat(Refusal.codeOf(failure)).contains(RefusalCode.HEADER_UNREADABLE));
    }

    @Test
    void isRefusedWhereTheCodecWasMissingThere() {
      Header header = NUMBER.with(7L, Header.empty(), CLEAR);

      assertThatThrownBy(() -> NUMBER.in(header, HIDDEN))
          .satisfies(failure ->
              assertThat(Refusal.codeOf(failure)).contains(RefusalCode.HEADER_UNREADABLE));
    }

    /** A worker that has the key later, or another one that has it now, can read it. */
    @Test
    void isTriedAgainWhereAKeyIsMissing() {
      Header header = NUMBER.with(7L, Header.empty(), hidden("key 2"));

      assertThatThrownBy(() -> NUMBER.in(header, HIDDEN))
          .isInstanceOf(DataConverterException.class)
          .hasMessage("the header number cannot be decoded")
          .hasRootCauseMessage("nobody has key 2");
    }
  }
}
