package dev.understudy.worker;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.concurrent.atomic.AtomicBoolean;

/** A task for tests that says numbers, each a message of its own, as far as it is told. */
@WorkflowInterface
public interface Speaker {
  @WorkflowMethod
  String speak(int first, int rest);

  /** Lets it say the rest. */
  @SignalMethod
  void goOn();

  /** Says them in {@code room:42}. */
  final class Impl implements Speaker {
    /** Loses the workflow task in which the twentieth number is said, once. */
    static final AtomicBoolean STUMBLES = new AtomicBoolean();

    private int goOns;

    @Override
    public String speak(int first, int rest) {
      return AgentSession.attend(SessionSpec.on("room:42").as("speaker"), session -> {
        say(session, 1, first);
        Workflow.await(() -> goOns > 0);
        session.status("going on");
        session.status("saying the rest");
        say(session, first + 1, first + rest);
        Workflow.await(() -> goOns > 1);
        return "done";
      });
    }

    private static void say(AgentSession session, int from, int to) {
      for (int number = from; number <= to; number++) {
        session.publish("number", number);
        if (number == 20 && STUMBLES.compareAndSet(true, false)) {
          throw new IllegalStateException("a bug");
        }
      }
    }

    @Override
    public void goOn() {
      goOns++;
    }
  }
}
