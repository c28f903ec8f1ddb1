/**
 * For tests of tasks: sessions in memory, in skipped time, where people come and go and give orders as the test
 * says, and what agents showed and said can be asserted. Needs neither Ably nor JUnit.
 */
@NullMarked
package dev.understudy.testing;

import org.jspecify.annotations.NullMarked;
