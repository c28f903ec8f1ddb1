/**
 * What is Understudy's own on its way through Temporal, as JSON that no user's mapper changes: the user's converter
 * still has its turn, so that what it encrypts is encrypted.
 */
@NullMarked
package dev.understudy.payload;

import org.jspecify.annotations.NullMarked;
