package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusBoardTest {
  private static final AgentName WRITER = new AgentName("writer");
  private final StatusBoard board = new StatusBoard();

  private static Status status(long sequence) {
    return new Status(sequence, AgentState.ACTIVE, "n" + sequence, Map.of());
  }

  private static StatusMessage message(long sequence) {
    return new StatusMessage("task-1", status(sequence));
  }

  @Test
  void keepsTheNewestWhateverTheOrderOfArrival() {
    assertThat(board.note("writer", message(2))).isTrue();
    assertThat(board.note("writer", message(1))).isFalse();
    assertThat(board.note("writer", message(2))).isFalse();

    assertThat(board.newest(WRITER, "task-1")).contains(status(2));
  }

  @Test
  void obeysNobodyButTheAgentItself() {
    board.note("mallory", message(9));

    assertThat(board.newest(WRITER, "task-1")).isEmpty();
    assertThat(board.newest(WRITER, "task-2")).isEmpty();
  }

  @Test
  void forgetsTheOldestRatherThanGrowWithoutBound() {
    board.note("writer", message(1));
    IntStream.range(0, 1000).forEach(user -> board.note("user-" + user, message(1)));

    assertThat(board.newest(WRITER, "task-1")).isEmpty();
    assertThat(board.newest(new AgentName("user-999"), "task-1")).isPresent();
  }
}
