package dev.understudy.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponseException;

/** Brings orders to tasks. */
@FunctionalInterface
interface Orders {
  /**
   * What {@code task} answers, once it has taken the order.
   *
   * @param argument a record of the order's kind
   * @throws ErrorResponseException if it refuses, is not there or does not answer in time
   */
  @Nullable
  Object give(String task, String order, Object argument);
}
