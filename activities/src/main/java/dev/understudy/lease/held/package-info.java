/** What a worker holds, kept where others can read it after its end; and what they do with it then. */
@NullMarked
package dev.understudy.lease.held;

import org.jspecify.annotations.NullMarked;
