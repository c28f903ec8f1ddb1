/**
 * What Understudy costs and gives beside the plain way, on the embedded default: {@code scripts/bench SessionCost},
 * and the like for every class with a main.
 */
@NullMarked
package dev.understudy.bench;

import org.jspecify.annotations.NullMarked;
