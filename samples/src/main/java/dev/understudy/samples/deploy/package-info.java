/** A deploy under agents at work, and the command that shows it. */
@NullMarked
package dev.understudy.samples.deploy;

import org.jspecify.annotations.NullMarked;
