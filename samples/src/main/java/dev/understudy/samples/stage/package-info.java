/** What every demo needs to begin: servers, workers and a watcher, each a process of its own. */
@NullMarked
package dev.understudy.samples.stage;

import org.jspecify.annotations.NullMarked;
