/** The commands that tell of workers: what each holds, and what many agents would take. */
@NullMarked
package dev.understudy.cli.workers;

import org.jspecify.annotations.NullMarked;
