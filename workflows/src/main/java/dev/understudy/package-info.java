/** Agents of durable workflows, and what marks their code: see the packages below. */
@NullMarked
package dev.understudy;

import org.jspecify.annotations.NullMarked;
