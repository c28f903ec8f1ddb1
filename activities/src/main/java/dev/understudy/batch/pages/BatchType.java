package dev.understudy.batch.pages;

/**
 * A kind of batch that a worker can do.
 *
 * @param name under which specs ask for it
 * @param source where its items come from
 * @param sink what becomes of them
 */
public record BatchType<T>(String name, BatchSource<T> source, BatchSink<T> sink) {
  public BatchType {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a type of batch needs a name");
    }
    if (source == null || sink == null) {
      throw new IllegalArgumentException("the type of batch %s needs a %s"
          .formatted(name, source == null ? "source" : "sink"));
    }
  }
}
