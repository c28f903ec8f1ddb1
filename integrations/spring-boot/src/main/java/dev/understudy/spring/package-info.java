/** Understudy in a Spring Boot application that has Temporal's starter. */
@NullMarked
package dev.understudy.spring;

import org.jspecify.annotations.NullMarked;
