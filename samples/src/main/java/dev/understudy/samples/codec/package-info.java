/** Encryption of what goes through Temporal, to be copied: docs/security.md tells how it is switched on. */
@NullMarked
package dev.understudy.samples.codec;

import org.jspecify.annotations.NullMarked;
