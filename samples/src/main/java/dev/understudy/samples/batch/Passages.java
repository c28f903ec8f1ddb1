package dev.understudy.samples.batch;

import dev.understudy.samples.corpus.Debate;
import dev.understudy.samples.corpus.Debates;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Passages of debates of the European Parliament. Immutable. */
final class Passages {
  /** What the model reads of a text is longer than this; it makes more than 5,000 passages. */
  private static final int WORDS = 36;

  private final List<String> texts;

  private Passages(List<String> texts) {
    this.texts = texts;
  }

  /** All of them, in a fixed order. Takes a second. */
  static Passages read() {
    return new Passages(Debates.english().stream().flatMap(Passages::cut).toList());
  }

  private static Stream<String> cut(Debate debate) {
    List<String> words = List.of(debate.text().split("\\s+"));
    List<String> passages = new ArrayList<>();
    for (int start = 0; start + WORDS <= words.size(); start += WORDS) {
      passages.add(String.join(" ", words.subList(start, start + WORDS)));
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
