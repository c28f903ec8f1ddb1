/** What agents put out: written in steps, and folded by readers into clean text. */
@NullMarked
package dev.understudy.output;

import org.jspecify.annotations.NullMarked;
