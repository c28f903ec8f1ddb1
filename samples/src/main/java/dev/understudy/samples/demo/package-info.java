/** What all demos share: how one is played from the first process to the last, and what it reports. */
@NullMarked
package dev.understudy.samples.demo;

import org.jspecify.annotations.NullMarked;
