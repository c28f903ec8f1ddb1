package dev.understudy.samples.research;

import dev.understudy.samples.research.ResearchSteps.Notes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Understands nothing: looks for the words of the question, and lines up what was found under each.
 * Always writes the same from the same notes, at the pace of a language model. Thread-safe.
 */
final class ExtractingAuthor implements Author {
  private static final int MOST_TOPICS = 4;

  /** Words with the space after them. */
  private static final Pattern PART = Pattern.compile("\\S+\\s*");

  private final ThinkingTime pace;

  /** One that takes that long for each word. */
  ExtractingAuthor(ThinkingTime pace) {
    this.pace = pace;
  }

  @Override
  public List<String> plan(String question) {
    return Words.of(question).stream().distinct().limit(MOST_TOPICS).toList();
  }

  @Override
  public String draft(Notes notes, Consumer<String> parts) throws InterruptedException {
    String text = text(notes);
    for (String part : PART.matcher(text).results().map(MatchResult::group).toList()) {
      pace.think();
      parts.accept(part);
    }
    return text;
  }

  private static String text(Notes notes) {
    Map<String, List<String>> byTopic = new LinkedHashMap<>();
    List<String> sources = new ArrayList<>();
    for (Extract extract : notes.extracts()) {
      sources.add("[%d] %s".formatted(sources.size() + 1, extract.source()));
      byTopic
          .computeIfAbsent(extract.topic(), topic -> new ArrayList<>())
          .add("%s [%d]".formatted(extract.text(), sources.size()));
    }
    StringBuilder text = new StringBuilder(notes.question().strip()).append('\n');
    byTopic.forEach((topic, sentences) -> text.append("\nOn ")
        .append(topic)
        .append(":\n")
        .append(String.join("\n", sentences))
        .append('\n'));
    return text.append("\nSources:\n")
        .append(String.join("\n", sources))
        .append('\n')
        .toString();
  }
}
