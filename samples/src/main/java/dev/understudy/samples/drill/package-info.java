/** A task that counts aloud: what chaos does to it can be told from the numbers alone. */
@NullMarked
package dev.understudy.samples.drill;

import org.jspecify.annotations.NullMarked;
