/** A batch of real work: passages of debates are embedded and stored, through pauses and kills. */
@NullMarked
package dev.understudy.samples.batch;

import org.jspecify.annotations.NullMarked;
