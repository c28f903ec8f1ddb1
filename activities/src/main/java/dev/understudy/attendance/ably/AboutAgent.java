package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.Tenure;
import java.util.Map;
import org.slf4j.MDC;

/**
 * Says in the MDC whom a line of the log is about. Temporal's client says as much on its own threads, but those of
 * agents are others. Thread-safe.
 */
final class AboutAgent {
  private AboutAgent() {}

  /** Runs what logs {@code line} about the tenure of an agent. */
  static void log(AttendanceSpec agent, Tenure tenure, Runnable line) {
    log(agent, () -> {
      MDC.put("tenure", tenure.generation() + "." + tenure.attempt());
      line.run();
    });
  }

  /** Runs what logs {@code line} about an agent, whoever holds it. What others had put there is there again then. */
  static void log(AttendanceSpec agent, Runnable line) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    MDC.put("task", agent.task());
    MDC.put("session", agent.session().value());
    MDC.put("agent", agent.agent().value());
    MDC.remove("tenure");
    try {
      line.run();
    } finally {
      MDC.setContextMap(before == null ? Map.of() : before);
    }
  }
}
