/** What integration tests of this module, and of those above it, run against. */
@NullMarked
package dev.understudy.server;

import org.jspecify.annotations.NullMarked;
