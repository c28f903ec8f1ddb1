/** The command line: one program whose subcommands say in one line what is wrong. */
@NullMarked
package dev.understudy.cli;

import org.jspecify.annotations.NullMarked;
