package dev.understudy.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  /** Of 7 bits and of 8, one that turns the direction of what follows, and one that ends a line. */
  @ParameterizedTest
  @ValueSource(strings = {"\u001b", "\u007f", "\u009b", "\u202e", "\u2029"})
  void letNothingThroughThatSteersATerminal(String control) {
    assertThat(Words.plain("a" + control + "2Jb")).isEqualTo("a?2Jb");
  }

  @Test
  void leaveLettersOfAllTongues() {
    assertThat(Words.plain("Jörg 山田 😀")).isEqualTo("Jörg 山田 😀");
  }

  @Test
  void areQuotedWhereAShellWouldTakeThemForMore() {
    assertThat(Words.quoted("letter-7")).isEqualTo("letter-7");
    assertThat(Words.quoted("room:42/a%b@c")).isEqualTo("room:42/a%b@c");
    assertThat(Words.quoted("my letter")).isEqualTo("'my letter'");
    assertThat(Words.quoted("$(x)'`y`")).isEqualTo("'$(x)'\\''`y`'");
  }

  @Test
  void ofAFaultSteerNoTerminalEither() {
    assertThat(Fault.failure("no task '\u009b2J\u001b[2J'\n\tsaid\tit", "go").line())
        .isEqualTo("understudy: no task '?2J?[2J' said it; go");
  }
}
