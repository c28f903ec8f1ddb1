package dev.understudy.samples.research;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** English words, as Lucene tells them apart. */
final class Words {
  /** What questions are made of beside their subject, as far as it is not in Lucene's list. */
  private static final List<String> OF_QUESTIONS = List.of(
      "can", "done", "ever", "get", "gets", "many", "may", "might", "much", "must", "please",
      "shall", "tell", "us", "whose", "will");

  private static final CharArraySet STOP_WORDS = stopWords();

  private static final Analyzer WHOLE = new StandardAnalyzer(STOP_WORDS);

  /** Cuts words down to their stems, so that a port meets other ports. Thread-safe. */
  static final Analyzer STEMS = new EnglishAnalyzer(STOP_WORDS);

  private Words() {}

  private static CharArraySet stopWords() {
    try (InputStreamReader words = new InputStreamReader(
        Objects.requireNonNull(SnowballFilter.class.getResourceAsStream("english_stop.txt")),
        StandardCharsets.UTF_8)) {
      CharArraySet stopWords = CharArraySet.copy(WordlistLoader.getSnowballWordSet(words));
      stopWords.addAll(OF_QUESTIONS);
      return stopWords;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The words of a text in lower case and in their order, without those that every text or question has. */
  static List<String> of(String text) {
    try (TokenStream tokens = WHOLE.tokenStream("", text)) {
      List<String> words = new ArrayList<>();
      CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        words.add(word.toString());
      }
      tokens.end();
      return words;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
