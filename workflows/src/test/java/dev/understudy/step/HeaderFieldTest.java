package dev.understudy.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.common.converter.DataConverterException;
import io.temporal.common.interceptors.Header;
import org.junit.jupiter.api.Test;

class HeaderFieldTest {
  private static final HeaderField<Long> NUMBER = new HeaderField<>("number", Long.class);
  private static final HeaderField<String> NAME = new HeaderField<>("name", String.class);

  @Test
  void readsWhatItWroteBesideTheOthers() {
    Header header = NAME.with("lead", NUMBER.with(7L, Header.empty()));

    assertThat(NUMBER.in(header)).contains(7L);
    assertThat(NAME.in(header)).contains("lead");
  }

  @Test
  void saysTheLastThatWasWritten() {
    assertThat(NUMBER.in(NUMBER.with(8L, NUMBER.with(7L, Header.empty())))).contains(8L);
  }

  @Test
  void isEmptyWhereNothingSaysIt() {
    assertThat(NUMBER.in(null)).isEmpty();
    assertThat(NUMBER.in(NAME.with("lead", Header.empty()))).isEmpty();
  }

  @Test
  void saysWhichOneCannotBeRead() {
    Header header = new HeaderField<>("number", String.class).with("seven", Header.empty());

    assertThatThrownBy(() -> NUMBER.in(header))
        .isInstanceOf(DataConverterException.class)
        .hasMessage("the header number is no Long");
  }
}
