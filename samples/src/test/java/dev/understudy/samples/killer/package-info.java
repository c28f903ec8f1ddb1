/** A batch with an item that ends the process of whoever processes it. */
@NullMarked
package dev.understudy.samples.killer;

import org.jspecify.annotations.NullMarked;
