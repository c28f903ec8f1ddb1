/** Tests of Spring Boot applications that need nothing outside of their JVM. */
@NullMarked
package dev.understudy.spring.testing;

import org.jspecify.annotations.NullMarked;
