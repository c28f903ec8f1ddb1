package dev.understudy.batch.pages;

/**
 * A kind of batch that a worker can do.
 *
 * @param name under which specs ask for it; without a slash, which ends it in idempotency keys
 * @param source where its items come from
 * @param sink what becomes of them
 */
public record BatchType<T>(String name, BatchSource<T> source, BatchSink<T> sink) {
  public BatchType {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a type of batch needs a name");
    }
    if (source == null || sink == null) {
      throw new IllegalArgumentException(
          "the type of batch %s needs a %s".formatted(name, source == null ? "source" : "sink"));
    }
    if (name.contains("/")) {
      throw new IllegalArgumentException(
          "the name of a type of batch must have no '/' but was '%s': another type's items could have its keys"
              .formatted(name));
    }
  }
}
