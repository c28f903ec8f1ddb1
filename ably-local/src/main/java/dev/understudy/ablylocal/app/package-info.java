/**
 * Applications, which share nothing, and what the clients of one can do: attach, publish, be
 * present, present a new token.
 */
@Internal
@NullMarked
package dev.understudy.ablylocal.app;

import dev.understudy.ablylocal.Internal;
import org.jspecify.annotations.NullMarked;
