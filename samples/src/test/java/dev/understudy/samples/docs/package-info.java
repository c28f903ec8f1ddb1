/** The code of the pages in docs/. */
@NullMarked
package dev.understudy.samples.docs;

import org.jspecify.annotations.NullMarked;
