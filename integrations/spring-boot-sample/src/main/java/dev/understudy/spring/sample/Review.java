package dev.understudy.spring.sample;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Reads a document, chapter by chapter, in a session where people see it read. */
@WorkflowInterface
public interface Review {
  /** How many chapters it has read. */
  @WorkflowMethod
  int review(String session);
}
