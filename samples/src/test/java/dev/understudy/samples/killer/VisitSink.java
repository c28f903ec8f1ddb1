package dev.understudy.samples.killer;

import dev.understudy.batch.pages.BatchSink;
import dev.understudy.batch.pages.Item;
import java.io.IOException;
import java.nio.file.Files;

/** Puts each item's effect down as a file of its key. Thread-safe. */
final class VisitSink implements BatchSink<Visit> {
  @Override
  public void process(Item<Visit> item, Attempt attempt) throws IOException {
    item.value().end().come();
    Files.writeString(item.value().desk().resolve(item.key()), "");
  }

  @Override
  public void setAside(Item<Visit> item, Attempt attempt, Exception cause) throws IOException {
    Files.writeString(
        item.value().desk().resolve("aside-" + item.key()), String.valueOf(cause.getMessage()));
  }
}
