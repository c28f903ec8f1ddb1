/** Numbers that steps get from their task: for ids, for order, and to fence their side effects. */
@NullMarked
package dev.understudy.step;

import org.jspecify.annotations.NullMarked;
