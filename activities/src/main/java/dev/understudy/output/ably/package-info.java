/** What agents say, over Ably: the stream that a step writes, and the reader of it. */
@NullMarked
package dev.understudy.output.ably;

import org.jspecify.annotations.NullMarked;
