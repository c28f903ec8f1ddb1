/**
 * Workers that are processes of their own and lose their agents, by kills, by signals and by cut lines, as a
 * plain Ably client sees it. Beside them agents as the documentation of Ably and Temporal would have one
 * write them.
 */
@NullMarked
package dev.understudy.bench.handoff;

import org.jspecify.annotations.NullMarked;
