package dev.understudy.history;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The histories of this test's tasks are of a shape of their own: {@link Recorder} stores them, when it is told to. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Recorded {
  /** What their files are called. */
  String value();

  /** Whether those of their attendances are stored as well. */
  boolean withAttendances() default false;
}
