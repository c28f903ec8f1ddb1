/** What the author of a task sees: a session opened from workflow code, its status and its end. */
@NullMarked
package dev.understudy.session;

import org.jspecify.annotations.NullMarked;
