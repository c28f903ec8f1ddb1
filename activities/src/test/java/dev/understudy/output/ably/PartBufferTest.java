package dev.understudy.output.ably;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.output.OutputEvent.Part;
import dev.understudy.output.OutputEvent.StepEnd;
import dev.understudy.output.StepAttempt;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@NullMarked
class PartBufferTest {
  private static final StepAttempt ATTEMPT = new StepAttempt(7, 1);

  private final PartBuffer buffer = new PartBuffer(ATTEMPT);

  @Test
  void doesNotCallATextCompleteOfWhichItKeepsARestToItself() {
    buffer.append("never published");
    buffer.end(Outcome.COMPLETED);

    buffer.end(Outcome.FAILED);

    assertThat(buffer.take()).contains(new StepEnd(ATTEMPT, 0, Outcome.FAILED));
  }

  @Test
  void staysFailed() {
    buffer.end(Outcome.FAILED);

    buffer.end(Outcome.COMPLETED);

    assertThat(buffer.take()).contains(new StepEnd(ATTEMPT, 0, Outcome.FAILED));
  }

  @Nested
  class WhateverAPartBoundaryCutsThrough {
    private static final int TEXTS = 3_000;
    private static final String[] PIECES = {
      "a",
      "\r\n",
      "e\u0301",
      "\ud83e\udd16",
      "\ud83d\udc69\u200d\ud83d\udcbb",
      "{\"a\": [1, null]}",
      "\ud83d",
      "\ude42",
      "\ufffd",
      "\u0000",
      "\u2028",
      "\uffff",
      "\ud83c\uddea\ud83c\uddfa",
      "x".repeat(9_000)
    };

    @Test
    void itArrivesAsItWasWritten() {
      for (int seed = 0; seed < TEXTS; seed++) {
        Random random = new Random(seed);
        String text = text(random);

        assertThat(arrived(text, random)).as("seed " + seed).isEqualTo(inUnicode(text));
      }
    }

    private static String text(Random random) {
      StringBuilder text = new StringBuilder();
      for (int pieces = random.nextInt(30); pieces > 0; pieces--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      return text.toString();
    }

    /** Written in chunks of any size, with parts taken, and acknowledged, at any time. */
    private static String arrived(String text, Random random) {
      PartBuffer buffer = new PartBuffer(ATTEMPT);
      StringBuilder arrived = new StringBuilder();
      int written = 0;
      while (written < text.length()) {
        int end = Math.min(text.length(), written + 1 + random.nextInt(random.nextInt(20) + 1));
        buffer.append(text.substring(written, end));
        written = end;
        if (random.nextInt(3) > 0) {
          takeAll(buffer, arrived);
        }
      }
      buffer.end(Outcome.COMPLETED);
      takeAll(buffer, arrived);
      return arrived.toString();
    }

    private static void takeAll(PartBuffer buffer, StringBuilder arrived) {
      while (buffer.hasMore()) {
        if (buffer.take().orElseThrow() instanceof Part part) {
          assertThat(part.text()).isNotEmpty().hasSizeLessThanOrEqualTo(PartBuffer.MAX_PART_CHARS);
          arrived.append(new String(part.text().getBytes(UTF_8), UTF_8));
        }
        buffer.acknowledge();
      }
    }

    /** Half a character is none: U+FFFD stands for it. */
    private static String inUnicode(String text) {
      return text.replaceAll("[\\ud800-\\udbff](?![\\udc00-\\udfff])", "\ufffd")
          .replaceAll("(?<![\\ud800-\\udbff])[\\udc00-\\udfff]", "\ufffd");
    }
  }

  @Test
  void keepsHalfACharacterBackUntilTheOtherComes() {
    buffer.append("a\ud83d");
    assertThat(buffer.take()).contains(new Part(ATTEMPT, 0, "a"));
    assertThat(buffer.hasMore()).isFalse();

    buffer.append("\ude42b");

    assertThat(buffer.take()).contains(new Part(ATTEMPT, 1, "\ud83d\ude42b"));
  }

  @Test
  void replacesHalfACharacterThatIsTheLast() {
    buffer.append("a\ud83d");

    buffer.end(Outcome.COMPLETED);

    assertThat(buffer.take()).contains(new Part(ATTEMPT, 0, "a\ufffd"));
    assertThat(buffer.take()).contains(new StepEnd(ATTEMPT, 1, Outcome.COMPLETED));
  }
}
