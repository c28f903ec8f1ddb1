package dev.understudy.session;

import dev.understudy.presence.People;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Whom a task has told of who comes and goes. Confined to the workflow's threads. */
final class PeopleListeners {
  private final List<PeopleListener> listeners = new ArrayList<>();

  /** Completed with what one of them has failed the task with. */
  private final CompletablePromise<TemporalFailure> failed = Workflow.newPromise();

  void add(PeopleListener listener) {
    listeners.add(listener);
  }

  /** Tells all of them what is another now. */
  void tell(People before, People now) {
    try {
      for (PeopleListener listener : List.copyOf(listeners)) {
        tell(listener, before, now);
      }
    } catch (TemporalFailure failure) {
      failed.complete(failure);
    }
  }

  private static void tell(PeopleListener listener, People before, People now) {
    now.users().stream().filter(user -> !before.has(user.clientId())).forEach(listener::entered);
    now.users().stream()
        .filter(user -> before.has(user.clientId()) && !before.users().contains(user))
        .forEach(listener::updated);
    before.users().stream().filter(user -> !now.has(user.clientId())).forEach(listener::left);
  }

  /** Does something once one of them has failed the task. */
  void whenFailed(Functions.Proc action) {
    Promise<Void> unused = failed.thenApply(failure -> {
      action.apply();
      return null;
    });
  }

  boolean haveFailed() {
    return failed.isCompleted();
  }

  /** Throws what one of them has failed the task with. */
  void throwIfFailed() {
    if (haveFailed()) {
      throw failed.get();
    }
  }
}
