package dev.understudy.samples.research;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.samples.corpus.Debate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LibraryTest {
  private static final String STOCKS =
      "Every fishing port among us knows that the stocks of cod have been falling for years.";
  private static final String PORTS =
      "The ports pay for what the fishermen of this Union bring home in a long winter.";

  private final Library library = Library.of(List.of(new Debate(
      "Fisheries",
      "2001-04-05",
      "Ports!   " + STOCKS + " " + PORTS
          + " And what is more, I have often said in this house, ports")));

  @Test
  void findsWhatNamesTheTopicInAnotherForm() {
    assertThat(library.search("port", "port", 5))
        .extracting(Extract::text)
        .containsExactlyInAnyOrder(STOCKS, PORTS);
    assertThat(library.search("payment", "payments", 5)).isEmpty();
  }

  @Test
  void tellsWhereItComesFrom() {
    assertThat(library.search("winters", "", 5))
        .containsExactly(new Extract("winters", PORTS, "Fisheries", "2001-04-05"));
  }

  @Test
  void putsFirstWhatHasMoreOfTheQuestion() {
    assertThat(library.search("ports", "what do fishermen pay", 1))
        .extracting(Extract::text)
        .containsExactly(PORTS);
    assertThat(library.search("ports", "falling stocks", 1))
        .extracting(Extract::text)
        .containsExactly(STOCKS);
  }

  @Test
  void hasNothingOnWhatNobodySaid() {
    assertThat(library.search("zyzzyva", "fishermen", 5)).isEmpty();
    assertThat(library.search("the", "about", 5)).isEmpty();
  }
}
