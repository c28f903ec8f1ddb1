package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PagePartsTest {
  private final BatchSource<String> source =
      (argument, cursor, size) -> Page.last(PageStage.letters(1));

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // as of a careless caller
  static <T> T nothing() {
    return null;
  }

  @Test
  void refuseNullsWithASentence() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Item<>(nothing(), "text"))
        .withMessage("an item's key must not be null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Page.of(nothing(), "x"))
        .withMessageContaining("the items of a page must not be null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Page.last(nothing()))
        .withMessageContaining("the items of a page must not be null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Page.of(List.of(), nothing()))
        .withMessageContaining("the cursor of the next page must not be null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Page<>(List.of(), PagePartsTest.<Optional<String>>nothing()))
        .withMessageContaining("the cursor of the next page must not be null");
  }

  @Test
  void refuseATypeOfBatchThatLacksSomething() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchType<>(nothing(), source, new Shelf()))
        .withMessageContaining("a type of batch needs a name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchType<>("letters", nothing(), new Shelf()))
        .withMessage("the type of batch letters needs a source");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchType<>("letters", source, nothing()))
        .withMessage("the type of batch letters needs a sink");
  }
}
