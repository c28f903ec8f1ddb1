package dev.understudy.cli;

import dev.understudy.audience.Audience;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;

/** Tasks for tests of commands. */
public final class Tasks {
  private Tasks() {}

  /** Reads until it is cancelled; an empty channel opens no session. */
  @WorkflowInterface
  public interface Reading {
    @WorkflowMethod
    void read(String channel);
  }

  public static final class ReadingImpl implements Reading {
    @Override
    public void read(String channel) {
      if (channel.isEmpty()) {
        Workflow.sleep(Duration.ofDays(1));
      }
      AgentSession.attend(SessionSpec.on(channel).as("reader"), session -> {
        session.status("reading", Map.of("page", 3));
        Workflow.sleep(Duration.ofDays(1));
        return null;
      });
    }
  }

  /** Asks somebody, and tells what was answered. */
  @WorkflowInterface
  public interface Asking {
    @WorkflowMethod
    boolean ask(String channel, String question);
  }

  public static final class AskingImpl implements Asking {
    @Override
    public boolean ask(String channel, String question) {
      return AgentSession.attend(
          SessionSpec.on(channel).as("asker"),
          session ->
              session.ask(question, Audience.users("alice"), Duration.ofDays(1)).isApproved());
    }
  }
}
