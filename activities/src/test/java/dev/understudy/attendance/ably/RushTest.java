package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.LoggedFrame;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.PresenceMessage;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Agents that show more than Ably takes, over real sockets and under the limits of Ably's packages. */
class RushTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final int NOISY = 8;

  /** Each is two messages: more than may be sent at once. */
  private static final int MANY = 60;

  private final Stage stage = new Stage();
  private final Stage.HolderProcess holder = stage.holder("a");
  private final ExecutorService tasks = Executors.newCachedThreadPool();
  private final AtomicInteger shown = new AtomicInteger();
  private final AtomicBoolean isOver = new AtomicBoolean();

  @AfterEach
  void stop() {
    isOver.set(true);
    tasks.shutdownNow();
    stage.close();
  }

  private void showAsFastAsPossible(AttendanceSpec agent) {
    for (int sequence = 1; !isOver.get(); sequence++) {
      try {
        holder.activities.isShown(
            agent, new Status(sequence, AgentState.ACTIVE, "counting", Map.of("to", sequence)));
        shown.incrementAndGet();
      } catch (ApplicationFailure refused) {
        // Ably's answers are looked at in the end.
      }
    }
  }

  private void rush() {
    stage.startTask("noise");
    for (int each = 0; each < NOISY; each++) {
      AttendanceSpec agent = stage.spec("noise", "room:" + each % 4, "noisy-" + each);
      stage.attend(agent);
      tasks.execute(() -> showAsFastAsPossible(agent));
    }
    await().atMost(LIVELINESS).until(() -> shown.get() > MANY);
  }

  private List<PresenceMessage> watch(String session) throws AblyException {
    List<PresenceMessage> events = new CopyOnWriteArrayList<>();
    stage.client("watcher").channels.get(session).presence.subscribe(events::add);
    return events;
  }

  private static void awaitEvent(List<PresenceMessage> events, PresenceMessage.Action action) {
    await()
        .atMost(LIVELINESS)
        .until(() -> events.stream().anyMatch(event -> event.action == action));
  }

  private Stream<LoggedFrame> refusals(String connectionId) {
    return stage.ably().frames(connectionId).stream()
        .filter(frame -> frame.action() == Action.NACK);
  }

  @Test
  void leavesRoomForThoseWhoEnterAndLeave() throws AblyException {
    List<PresenceMessage> seen = watch("room:quiet");
    rush();

    stage.startTask("task");
    WorkflowStub quiet = stage.attend("task", "room:quiet", "quiet");
    awaitEvent(seen, PresenceMessage.Action.enter);
    quiet.signal("understudy.close", LeaveReason.COMPLETED);
    awaitEvent(seen, PresenceMessage.Action.leave);

    assertThat(refusals(seen.get(0).connectionId)).isEmpty();
  }
}
