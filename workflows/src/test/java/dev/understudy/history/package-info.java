/** Histories of every shape of task, as recorded by the version that first wrote them. */
@NullMarked
package dev.understudy.history;

import org.jspecify.annotations.NullMarked;
