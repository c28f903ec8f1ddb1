package dev.understudy.samples.batch;

import dev.understudy.batch.pages.BatchSink;
import dev.understudy.batch.pages.Item;
import dev.understudy.batch.pages.UnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Embeds passages and stores them, each once: the idempotency key is the primary key. Keeps one
 * connection to each store for as long as the process lives. Thread-safe.
 */
final class PassageSink implements BatchSink<Passage> {
  private final Embedder embedder = new Embedder();
  private final Map<Path, PassageStore> stores = new HashMap<>();

  @Override
  public void process(Item<Passage> item, Attempt attempt) throws UnavailableException {
    String text = item.value().text();
    if (text.isBlank()) {
      throw new IllegalArgumentException("a passage without words has no meaning to embed");
    }
    float[] vector = embedder.embed(text);
    write(item.value().desk(), store -> store.put(attempt.idempotencyKey(), text, vector));
  }

  @Override
  public void setAside(Item<Passage> item, Attempt attempt, Exception cause)
      throws UnavailableException {
    write(
        item.value().desk(),
        store -> store.setAside(attempt.idempotencyKey(), String.valueOf(cause.getMessage())));
  }

  /** Something to do with a store. */
  private interface Write {
    void to(PassageStore store) throws SQLException;
  }

  private void write(Path desk, Write write) throws UnavailableException {
    try {
      write.to(store(desk));
    } catch (SQLException down) {
      throw new UnavailableException("the store of passages does not answer", down);
    }
  }

  private synchronized PassageStore store(Path desk) throws SQLException {
    PassageStore store = stores.get(desk);
    if (store != null && store.isUsable()) {
      return store;
    }
    if (store != null) {
      store.close();
    }
    PassageStore another = PassageStore.open(desk);
    stores.put(desk, another);
    return another;
  }
}
