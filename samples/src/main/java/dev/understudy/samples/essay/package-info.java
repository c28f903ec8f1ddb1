/** An agent that writes an essay section by section, each exactly once whoever crashes. */
@NullMarked
package dev.understudy.samples.essay;

import org.jspecify.annotations.NullMarked;
