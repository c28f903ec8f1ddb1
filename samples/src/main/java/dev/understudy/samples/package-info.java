/** The command {@code understudy demo}, which names the demos. */
@NullMarked
package dev.understudy.samples;

import org.jspecify.annotations.NullMarked;
