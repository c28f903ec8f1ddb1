package dev.understudy.spring.sample;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts reviews. Orders and tokens are Understudy's own controller's. */
@RestController
public class ReviewController {
  private final WorkflowClient temporal;

  ReviewController(WorkflowClient temporal) {
    this.temporal = temporal;
  }

  /** Begins a review in the room of a document; answers with its task. */
  @PostMapping("/documents/{document}/review")
  Map<String, String> review(@PathVariable("document") String document) {
    String task = "review-" + document;
    Review review = temporal.newWorkflowStub(
        Review.class,
        WorkflowOptions.newBuilder().setTaskQueue("reviews").setWorkflowId(task).build());
    WorkflowClient.start(review::review, "document:" + document);
    return Map.of("task", task);
  }
}
