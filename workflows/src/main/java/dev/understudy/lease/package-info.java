/** How a worker proves that it lives, and what becomes of what it holds when it does not. */
@NullMarked
package dev.understudy.lease;

import org.jspecify.annotations.NullMarked;
