/** A task whose work follows its people as they come and go, and the command that shows it. */
@NullMarked
package dev.understudy.samples.abandonment;

import org.jspecify.annotations.NullMarked;
