/**
 * Batches as a worker sees them: the source and the sink that a user writes, and the processing of one
 * page with them.
 */
@NullMarked
package dev.understudy.batch.pages;

import org.jspecify.annotations.NullMarked;
