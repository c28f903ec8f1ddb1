/** Who a client is and what it may do: keys, tokens, capabilities, revocations, and what credentials are worth. */
@Internal
@NullMarked
package dev.understudy.ablylocal.auth;

import dev.understudy.ablylocal.Internal;
import org.jspecify.annotations.NullMarked;
