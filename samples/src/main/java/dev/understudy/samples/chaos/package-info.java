/** Real processes, and everything that can happen to them, from a seed; and what became of the promises. */
@NullMarked
package dev.understudy.samples.chaos;

import org.jspecify.annotations.NullMarked;
