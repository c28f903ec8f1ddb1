package dev.understudy.samples.batch;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import org.jspecify.annotations.Nullable;

/** Turns texts into vectors, with a model in this process that loads at the first. Thread-safe. */
final class Embedder {
  private @Nullable EmbeddingModel model;

  /** A vector of length one. */
  float[] embed(String text) {
    return model().embed(text).content().vector();
  }

  private synchronized EmbeddingModel model() {
    if (model == null) {
      // Texts are embedded on the threads that ask.
      model = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
    }
    return model;
  }
}
