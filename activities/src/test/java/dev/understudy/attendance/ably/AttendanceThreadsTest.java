package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.roster.WatchedRoom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What many attendances cost, over real sockets. */
@Isolated("counts the threads of the whole process")
class AttendanceThreadsTest {
  private static final Duration LIVELINESS = Duration.ofMinutes(3);

  private final Stage stage = new Stage();
  private final WatchedRoom room = new WatchedRoom(stage);

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void needNoThreadEach() {
    Stage.HolderProcess holder = WriterInRoom.enter(stage, room).holder();
    int threadsOfOne = Thread.activeCount();

    for (int agent = 1; agent < 200; agent++) {
      stage.attend("task-1", "room:" + agent % 10, "writer-" + agent);
    }

    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(holder.attendances.count()).isEqualTo(200));
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(Thread.activeCount()).isLessThan(threadsOfOne + 60));
  }
}
