/** The commands that look at a session: who is there, who comes and who goes. */
@NullMarked
package dev.understudy.cli.session;

import org.jspecify.annotations.NullMarked;
