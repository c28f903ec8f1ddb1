/**
 * What is kept of what happened, for a time and in a memory that {@code Archives} bound: history, the backlog that a
 * client catches up with, ids seen of late, and how frames ended.
 */
@Internal
@NullMarked
package dev.understudy.ablylocal.past;

import dev.understudy.ablylocal.Internal;
import org.jspecify.annotations.NullMarked;
