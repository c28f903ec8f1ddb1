/**
 * What a step may do beside its work, and what its task tells it for that: its number, and the sessions that
 * are open.
 */
@NullMarked
package dev.understudy.step;

import org.jspecify.annotations.NullMarked;
