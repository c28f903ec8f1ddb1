package dev.understudy.spring.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the application context of a test a Temporal and an Ably of its own, in the same JVM, and points the properties
 * of Temporal's starter and of Understudy's at them. They start before the context and end after it.
 *
 * <p>It stands beside {@code @SpringBootTest}; a test needs no properties and no code.
 *
 * <p>Both can be injected, as {@link dev.understudy.embedded.EmbeddedTemporal} and as
 * {@link dev.understudy.ablylocal.AblyLocal}, for faults and clocks. As no other worker would take the agents over, the
 * context closes without a drain, unless the test sets {@code understudy.worker.drain-time} itself.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EmbeddedUnderstudy {}
