/** A task that survives the kill of its worker, and the command that shows it. */
@NullMarked
package dev.understudy.samples.crash;

import org.jspecify.annotations.NullMarked;
