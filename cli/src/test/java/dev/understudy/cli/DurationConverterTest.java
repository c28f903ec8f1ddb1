package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DurationConverterTest {
  private final DurationConverter converter = new DurationConverter();

  @ParameterizedTest
  @CsvSource({"500ms, 500", "2s, 2000", "1m, 60000", "1h, 3600000", "PT2S, 2000", "PT0.5S, 500"})
  void readsShortAndIsoForms(String text, long millis) {
    assertThat(converter.convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "2 s", "s", "2x", "1.5s", "soon", "--2s"})
  void namesTheTextThatIsNoDuration(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' is not a duration such as 500ms, 2s, 1m or PT2S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-2S", "-PT2S", "-2s", "-99999999999999999999h"})
  void refusesNegativeOnes(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' is negative: a duration is from 0 to 3650 days");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"87601h", "99999999999999s", "9223372036854775807h", "99999999999999999999s"})
  void refusesOnesThatNobodyWaitsFor(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' is too long: a duration is from 0 to 3650 days");
  }
}
