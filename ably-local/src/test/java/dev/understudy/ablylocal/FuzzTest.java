package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.parallel.Isolated;

/** A slice of what {@code scripts/fuzz} sends in the millions. */
@Isolated("Measures the memory of the JVM.")
class FuzzTest {
  @RepeatedTest(2)
  void serverStaysWhatItIs(RepetitionInfo repetition) throws Exception {
    try (Fuzz fuzz = new Fuzz(repetition.getCurrentRepetition())) {
      String report = fuzz.run(10_000);

      assertThat(report)
          .contains("CONNECTED=", "ACK=", "NACK 40", "MESSAGE=", "PRESENCE=", "HTTP 200=");
    }
  }
}
