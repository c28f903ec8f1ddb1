package dev.understudy.samples.batch;

import dev.understudy.batch.pages.BatchSource;
import dev.understudy.batch.pages.Item;
import dev.understudy.batch.pages.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The corpus in pages; the cursor is a passage's number. A few passages are poison: they lost their
 * words. Reads the corpus when it is first asked. Thread-safe.
 */
final class PassageSource implements BatchSource<Passage> {
  private @Nullable Passages passages;

  /**
   * What a batch's spec says of it.
   *
   * @param items how many passages
   * @param poison how many of them are poison
   */
  record Extent(int items, int poison, Path desk) {
    String toArgument() {
      return items + " " + poison + " " + desk;
    }

    static Extent parse(String argument) {
      String[] parts = argument.split(" ", 3);
      return new Extent(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Path.of(parts[2]));
    }

    /** Evenly spread, none of them the first or the last. */
    boolean isPoison(int number) {
      return IntStream.rangeClosed(1, poison)
          .anyMatch(nth -> number == (int) ((long) nth * items / (poison + 1)));
    }
  }

  @Override
  public Page<Passage> page(String argument, Optional<String> cursor, int size) {
    Extent extent = Extent.parse(argument);
    int start = cursor.map(Integer::parseInt).orElse(0);
    int end = Math.min(start + size, extent.items());
    List<Item<Passage>> items =
        IntStream.range(start, end).mapToObj(number -> item(extent, number)).toList();
    return end < extent.items() ? Page.of(items, String.valueOf(end)) : Page.last(items);
  }

  private Item<Passage> item(Extent extent, int number) {
    String text = extent.isPoison(number) ? "" : passages().text(number);
    return new Item<>("passage-" + number, new Passage(extent.desk(), text));
  }

  private synchronized Passages passages() {
    if (passages == null) {
      passages = Passages.read();
    }
    return passages;
  }

  @Override
  public Optional<Long> total(String argument) {
    return Optional.of((long) Extent.parse(argument).items());
  }
}
