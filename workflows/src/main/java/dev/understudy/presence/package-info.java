/** Who is in a session, as decided and remembered by workflow code: tenures, presence data, rosters. */
@NullMarked
package dev.understudy.presence;

import org.jspecify.annotations.NullMarked;
