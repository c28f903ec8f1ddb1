/**
 * Temporal's test server, made fit for workers that are killed: for development, demos and tests. Production does
 * without.
 */
@NullMarked
package dev.understudy.embedded;

import org.jspecify.annotations.NullMarked;
