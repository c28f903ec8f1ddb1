/** The REST interface: a table of routes to small resources over the same apps as the realtime one. */
@Internal
@NullMarked
package dev.understudy.ablylocal.rest;

import dev.understudy.ablylocal.Internal;
import org.jspecify.annotations.NullMarked;
