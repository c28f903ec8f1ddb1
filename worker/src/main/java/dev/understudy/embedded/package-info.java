/**
 * Temporal's test server, made fit for workers that are killed: for development, demos and tests. Needs {@code
 * io.temporal:temporal-testing}, which production does without.
 */
@NullMarked
package dev.understudy.embedded;

import org.jspecify.annotations.NullMarked;
