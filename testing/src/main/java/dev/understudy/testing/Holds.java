package dev.understudy.testing;

import dev.understudy.presence.AttemptNumber;
import dev.understudy.presence.LeaveReason;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The activities of Understudy's own that wait for what the test does next. Thread-safe. */
final class Holds {
  /** Names an activity, whatever its attempt. */
  record Key(String workflowId, String runId, String activityId) {
    static Key of(ActivityInfo activity) {
      return new Key(
          activity.getWorkflowId(), activity.getWorkflowRunId(), activity.getActivityId());
    }
  }

  private final SkippedTime time;
  private final Set<Key> waiting = ConcurrentHashMap.newKeySet();

  Holds(SkippedTime time) {
    this.time = time;
  }

  boolean isWaiting(Key activity) {
    return waiting.contains(activity);
  }

  /** An attempt begins. */
  void begins(ActivityInfo activity) {
    waiting.remove(Key.of(activity));
  }

  /** An attempt fails, and the next is not to be waited for. */
  void waitsForAnother(ActivityInfo activity) {
    waiting.add(Key.of(activity));
  }

  /** Takes over the activity on whose thread this is called: it does not complete when its method returns. */
  Hold take(ActivityExecutionContext activity) {
    activity.doNotCompleteOnReturn();
    time.passesMeanwhile();
    return new Hold(activity);
  }

  /** One attempt, which stays open after its method has returned. Thread-safe. */
  final class Hold {
    private final ActivityCompletionClient completion;
    private final byte[] token;
    private final Key key;
    private final AttemptNumber attempt;

    private Hold(ActivityExecutionContext activity) {
      this.completion = activity.getWorkflowClient().newActivityCompletionClient();
      this.token = activity.getTaskToken();
      this.key = Key.of(activity.getInfo());
      this.attempt = number(activity.getInfo());
    }

    AttemptNumber attempt() {
      return attempt;
    }

    private static AttemptNumber number(ActivityInfo activity) {
      return AttemptNumber.of(
          Instant.ofEpochMilli(activity.getCurrentAttemptScheduledTimestamp()),
          activity.getAttempt());
    }

    /** All has been done that follows from its beginning. */
    void waits() {
      waiting.add(key);
    }

    /** Returns whether it was still open. */
    boolean complete(LeaveReason reason) {
      return end(() -> completion.complete(token, reason));
    }

    /** Returns whether it was still open. */
    boolean fail(Exception failure) {
      return end(() -> completion.completeExceptionally(token, failure));
    }

    private boolean end(Runnable ending) {
      waiting.remove(key);
      time.stands();
      try {
        ending.run();
        return true;
      } catch (ActivityCompletionException isOver) {
        time.passesMeanwhile(); // nothing has ended that could be taken out of the count
        return false;
      }
    }
  }
}
