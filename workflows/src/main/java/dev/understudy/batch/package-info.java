/**
 * Batches as workflow code sees them: what is to be done, how far it is, and the loop that does one page
 * after the other.
 */
@NullMarked
package dev.understudy.batch;

import org.jspecify.annotations.NullMarked;
