/** A service with an agent that reviews documents while people watch. */
@NullMarked
package dev.understudy.spring.sample;

import org.jspecify.annotations.NullMarked;
