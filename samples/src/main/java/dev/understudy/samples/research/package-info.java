/** An agent and its two readers that research a question in a corpus, and publish with approval. */
@NullMarked
package dev.understudy.samples.research;

import org.jspecify.annotations.NullMarked;
