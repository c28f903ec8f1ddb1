/** Servers that need no account and no installation, each a command of its own. */
@NullMarked
package dev.understudy.samples.embedded;

import org.jspecify.annotations.NullMarked;
