package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.Tenure;
import java.util.List;
import org.slf4j.MDC;

/**
 * Says in the MDC whom a line of the log is about. Temporal's client says as much on its own threads, but those of
 * agents are others. Thread-safe.
 */
final class AboutAgent {
  private static final List<String> KEYS = List.of("task", "session", "agent", "tenure");

  private AboutAgent() {}

  /** Runs what logs {@code line} about the tenure of an agent. */
  static void log(AttendanceSpec agent, Tenure tenure, Runnable line) {
    MDC.put("tenure", tenure.generation() + "." + tenure.attempt());
    log(agent, line);
  }

  /** Runs what logs {@code line} about an agent, whoever holds it. */
  static void log(AttendanceSpec agent, Runnable line) {
    MDC.put("task", agent.task());
    MDC.put("session", agent.session().value());
    MDC.put("agent", agent.agent().value());
    try {
      line.run();
    } finally {
      KEYS.forEach(MDC::remove);
    }
  }
}
