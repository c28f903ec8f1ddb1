/** Who is in a session, as any process with an Ably client sees it. */
@NullMarked
package dev.understudy.roster;

import org.jspecify.annotations.NullMarked;
