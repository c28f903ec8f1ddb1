/**
 * Whom the work is for, and what becomes of it while they are away. Pure: events and times in, decisions
 * out; nothing of Temporal.
 */
@NullMarked
package dev.understudy.audience;

import org.jspecify.annotations.NullMarked;
