/** Filters of messages, as a client writes them into the name of a channel it attaches to. */
@Internal
@NullMarked
package dev.understudy.ablylocal.filter;

import dev.understudy.ablylocal.Internal;
import org.jspecify.annotations.NullMarked;
