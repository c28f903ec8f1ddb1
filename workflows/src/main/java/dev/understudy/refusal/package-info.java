/** How a caller's mistake is told: in a sentence for people, with a code for programs. */
@NullMarked
package dev.understudy.refusal;

import org.jspecify.annotations.NullMarked;
