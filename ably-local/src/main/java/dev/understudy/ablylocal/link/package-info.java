/** The way to one client, seen from inside, and what a test disturbs on it: black holes, delays, refusals. */
@Internal
@NullMarked
package dev.understudy.ablylocal.link;

import dev.understudy.ablylocal.Internal;
import org.jspecify.annotations.NullMarked;
