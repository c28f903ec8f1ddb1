/**
 * What must hold whatever happens, as rules over what outsiders have seen: members, messages, effects.
 * Pure, and without any code of what is judged.
 */
@NullMarked
package dev.understudy.samples.chaos.judge;

import org.jspecify.annotations.NullMarked;
