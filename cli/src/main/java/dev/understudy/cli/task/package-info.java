/** The commands that tell of tasks: which are open, and how each stands. */
@NullMarked
package dev.understudy.cli.task;

import org.jspecify.annotations.NullMarked;
