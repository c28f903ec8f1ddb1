package dev.understudy.samples.drill;

import dev.understudy.batch.pages.BatchSource;
import dev.understudy.batch.pages.Item;
import dev.understudy.batch.pages.Page;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The chores of one turn, numbered from 1; the cursor is the number before the next. Immutable. */
final class ChoreSource implements BatchSource<Chores> {
  @Override
  public Page<Chores> page(String argument, Optional<String> cursor, int size) {
    Chores chores = Chores.parse(argument);
    int start = cursor.map(Integer::parseInt).orElse(0);
    int end = Math.min(start + size, chores.work().items());
    List<Item<Chores>> items = IntStream.rangeClosed(start + 1, end)
        .mapToObj(number -> new Item<>(String.valueOf(number), chores))
        .toList();
    return end < chores.work().items() ? Page.of(items, String.valueOf(end)) : Page.last(items);
  }
}
