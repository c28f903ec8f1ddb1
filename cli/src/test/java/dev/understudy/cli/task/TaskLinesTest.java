package dev.understudy.cli.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.session.SessionView;
import org.junit.jupiter.api.Test;

/** A task as people read it. */
class TaskLinesTest {
  private static final String AGENT = """
      {"session":"room:42","agent":"writer","keeper":{"worker":"worker-b","tenure":[1,3002]},
       "status":{"sequence":7,"state":"paused","text":"reading\\u001b[2J","detail":{"page":3}},
       "sees":{"people":[{"clientId":"alice","devices":2},{"clientId":"bob","devices":1,"role":"editor"}],
               "absences":[{"last":[],"leftAtMillis":1764504000000,"outcome":"paused",
                            "endedAtMillis":1764504060000}],
               "due":{"outcome":"paused","atMillis":1764504030000}},
       "work":{"activeMillis":12300,"discardedSteps":1}}""";

  private static SessionView view() throws JsonProcessingException {
    return new ObjectMapper().readValue("""
            {"state":"paused","pausedBy":{"by":"alice","why":"lunch"},"isCancelled":false,
             "questions":[{"id":8,"text":"Publish?","approvers":"alice","deadlineMillis":1764504030000}],
             "messagesTaken":4,"messagesWaiting":2,"agents":[%1$s],
             "past":[{"agent":%1$s,"reason":"completed"}],"handoffs":[]}""".formatted(AGENT), SessionView.class);
  }

  @Test
  void saysWhoKeepsAnAgentWhomItSeesAndWhatIsDue() throws JsonProcessingException {
    assertThat(TaskLines.of(new ShownTask("task-1", "running", view())))
        .containsExactly(
            "task task-1: running in Temporal, paused",
            "  paused     by alice: lunch",
            "  asks 8     \"Publish?\" of alice, until 2025-11-30 12:00:30Z",
            "  messages   4 taken, 2 waiting",
            "agent writer in room:42",
            "  kept       at worker-b as 1.3002",
            "  shows      paused \"reading?[2J\" {page=3}",
            "  sees       alice on 2 devices, bob (editor) on 1 device",
            "  due        pauses at 2025-11-30 12:00:30Z, unless somebody comes",
            "  absence    from 2025-11-30 12:00:00Z to 2025-11-30 12:01:00Z: paused",
            "  worked     12.300 s, steps discarded: 1",
            "agent writer in room:42 left: completed, after 12.300 s of work");
  }
}
