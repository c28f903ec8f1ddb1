package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void namesWhoAnsweredWhateverTheAnswerIs() {
    assertThat(Verdict.of(new Answer(1, "alice", true, "fine")).answeredBy()).contains("alice");
    assertThat(Verdict.of(new Answer(1, "bob", false, "no")).answeredBy()).contains("bob");
  }

  @Test
  void namesNobodyIfNobodyAnswered() {
    assertThat(new Verdict.Expired().answeredBy()).isEmpty();
  }
}
