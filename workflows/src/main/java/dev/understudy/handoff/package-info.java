/** The numbers of a handoff and whether they fit. */
@NullMarked
package dev.understudy.handoff;

import org.jspecify.annotations.NullMarked;
