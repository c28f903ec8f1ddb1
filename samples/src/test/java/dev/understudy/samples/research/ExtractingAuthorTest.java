package dev.understudy.samples.research;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.samples.research.ResearchSteps.Notes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExtractingAuthorTest {
  private final Author author = new ExtractingAuthor(new ThinkingTime(Duration.ZERO));

  @Test
  void plansToReadAboutEachWordThatMatters() {
    assertThat(author.plan("What about the Fish, and the fish-ports?"))
        .containsExactly("fish", "ports");
    assertThat(author.plan("what about the")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "How do birds navigate?, 'birds, navigate'",
    "What should be done about fish stocks?, 'fish, stocks'",
    "Will ports get much of it?, ports",
    "'Please, tell us: whose fish may be caught?', 'fish, caught'"
  })
  void readsAboutTheSubjectAndNotAboutTheAsking(String question, String topics) {
    assertThat(author.plan(question)).containsExactly(topics.split(", "));
  }

  @Test
  void drawsUpWhatWasFoundWithItsSources() throws InterruptedException {
    Notes notes = new Notes(
        "Which fish?",
        List.of(
            new Extract("fish", "Cod.", "Fisheries", "2001-04-05"),
            new Extract("fish", "Hake.", "Ports", "2002-01-01"),
            new Extract("which", "Both.", "Ports", "2002-01-01")));
    List<String> parts = new ArrayList<>();

    String text = author.draft(notes, parts::add);

    assertThat(text).isEqualTo("""
        Which fish?

        On fish:
        Cod. [1]
        Hake. [2]

        On which:
        Both. [3]

        Sources:
        [1] Fisheries, 2001-04-05
        [2] Ports, 2002-01-01
        [3] Ports, 2002-01-01
        """);
    assertThat(parts).hasSizeGreaterThan(10);
    assertThat(String.join("", parts)).isEqualTo(text);
  }
}
