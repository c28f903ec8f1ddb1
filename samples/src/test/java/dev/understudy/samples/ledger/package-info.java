/** Side effects in a database, fenced; the code of docs/side-effects.md. */
@NullMarked
package dev.understudy.samples.ledger;

import org.jspecify.annotations.NullMarked;
