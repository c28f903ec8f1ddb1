package dev.understudy.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.output.StepAttempt;
import dev.understudy.step.AgentOutput;
import java.util.Objects;

/** The text that one attempt at a step writes under one agent's name. Thread-safe. */
final class MemoryOutput implements AgentOutput {
  private final AttendanceSpec agent;
  private final StepAttempt attempt;
  private final TestRoom room;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final StringBuilder text = new StringBuilder();

  @GuardedBy("lock")
  private int parts;

  @GuardedBy("lock")
  private boolean isEnded;

  MemoryOutput(AttendanceSpec agent, StepAttempt attempt, TestRoom room) {
    this.agent = agent;
    this.attempt = attempt;
    this.room = room;
  }

  @Override
  public void write(String part) {
    Objects.requireNonNull(part, "part must not be null: write a text, if need be an empty one");
    synchronized (lock) {
      if (isEnded) {
        throw new IllegalStateException(
            "the step has returned: write its output before it does, or wait for who writes");
      }
      if (!part.isEmpty()) {
        text.append(part);
        OutputEvent.Part next = new OutputEvent.Part(attempt, parts++, part);
        room.nowDo(now -> now.write(agent, next));
      }
    }
  }

  void end(Outcome outcome) {
    synchronized (lock) {
      isEnded = true;
      String all = text.toString();
      OutputEvent.StepEnd end = new OutputEvent.StepEnd(attempt, parts, outcome);
      room.nowDo(now -> now.written(agent, end, all));
    }
  }
}
