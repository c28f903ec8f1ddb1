package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.roster.WatchedRoom;
import dev.understudy.server.ReachableTemporal;
import io.ably.lib.types.PresenceMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that holds an agent, is frozen, and wakes when another has the agent. */
@Timeout(300)
class ZombieTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final HandoffPolicy POLICY =
      Stage.POLICY.withRemainPresentFor(Duration.ofSeconds(2));

  @Test
  void showsNothingMoreWhenItWakes() throws Exception {
    try (ReachableTemporal temporal = ReachableTemporal.start();
        Stage stage = new Stage(Limits.STANDARD, temporal.environment());
        LoneHolder zombie = LoneHolder.start("zombie", temporal.target(), stage, POLICY)) {
      WatchedRoom room = new WatchedRoom(stage);
      stage.startTask("task-1");
      stage.attend("task-1", WatchedRoom.NAME, "writer");
      room.awaitHolder("writer", "zombie");
      zombie.awaitCount(1);
      List<String> left = room.data(PresenceMessage.Action.leave);
      String connection = room.members("writer").get(0).connectionId;

      zombie.freeze();
      stage.ably().faults().connection(connection).drop(TransportEnd.FIN);
      stage.holder("successor");
      await().atMost(LIVELINESS).until(() -> !left.isEmpty());
      room.awaitHolder("writer", "successor");
      List<String> entered = room.data(PresenceMessage.Action.enter);
      List<String> updated = room.data(PresenceMessage.Action.update);
      zombie.thaw();
      zombie.awaitCount(0);

      assertThat(entered).noneMatch(data -> data.contains("zombie"));
      assertThat(updated).noneMatch(data -> data.contains("zombie"));
      assertThat(room.members("writer")).hasSize(1);
    }
  }
}
