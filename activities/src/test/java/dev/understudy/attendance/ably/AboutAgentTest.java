package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Tenure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.helpers.SubstituteLoggerFactory;

class AboutAgentTest {
  private static final AttendanceSpec BEE =
      new AttendanceSpec("research-7", new SessionName("room:42"), new AgentName("bee"), 1);

  private final Map<String, String> said = new HashMap<>();

  /** While another thread sets logging up, there is no MDC yet. */
  @BeforeEach
  void awaitLogging() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !(LoggerFactory.getILoggerFactory() instanceof SubstituteLoggerFactory));
    MDC.clear();
  }

  @AfterEach
  void forget() {
    MDC.clear();
  }

  private void look() {
    said.putAll(MDC.getCopyOfContextMap());
  }

  @Test
  void saysWhomTheLineIsAbout() {
    AboutAgent.log(BEE, new Tenure(1, 2), this::look);

    assertThat(said)
        .isEqualTo(
            Map.of("task", "research-7", "session", "room:42", "agent", "bee", "tenure", "1.2"));
    assertThat(MDC.get("task")).isNull();
    assertThat(MDC.get("tenure")).isNull();
  }

  @Test
  void leavesWhatOthersHadSaidAsItWas() {
    MDC.put("task", "of my own");
    MDC.put("tenure", "long");
    MDC.put("request", "9");

    AboutAgent.log(BEE, this::look);

    assertThat(said)
        .isEqualTo(
            Map.of("task", "research-7", "session", "room:42", "agent", "bee", "request", "9"));
    assertThat(MDC.getCopyOfContextMap())
        .isEqualTo(Map.of("task", "of my own", "tenure", "long", "request", "9"));
  }
}
