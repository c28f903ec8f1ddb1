package dev.understudy.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AudienceTest {
  private static final List<String> AGENTS = List.of("keeper", "reader");

  @Test
  void isWithinOthersOnlyIfEachWhomItNamesIs() {
    assertThat(Audience.users("keeper").isWithin(AGENTS)).isTrue();
    assertThat(Audience.users("reader", "keeper").isWithin(AGENTS)).isTrue();
    assertThat(Audience.users("keeper", "alice").isWithin(AGENTS)).isFalse();
  }

  @Test
  void isWithinNobodyIfItNamesNobody() {
    assertThat(Audience.anyone().isWithin(AGENTS)).isFalse();
    assertThat(Audience.withRole("editor").isWithin(AGENTS)).isFalse();
  }
}
