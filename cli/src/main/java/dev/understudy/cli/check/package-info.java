/** The command that checks whether a worker could work here. */
@NullMarked
package dev.understudy.cli.check;

import org.jspecify.annotations.NullMarked;
