package dev.understudy.roster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputMessage;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.ably.Messages;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.transport.ConnectionManager.StateIndication;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ChannelMode;
import io.ably.lib.types.ChannelOptions;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.Param;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents as a roster tells of them: taken over, left by ghosts, and ended. */
class AgentsInRosterTest extends RosterStory {
  private static final Duration REMAIN_PRESENT_FOR = Duration.ofSeconds(30);

  private final List<LeaveReason> reasons = new CopyOnWriteArrayList<>();

  @BeforeEach
  void noteReasons() {
    roster.listen(new RosterListener() {
      @Override
      public void left(Participant who) {
        reasons.add(requireNonNull(((Participant.Agent) who).presence().reason()));
      }
    });
  }

  private static void show(Channel channel, int attempt) throws AblyException {
    AgentPresence data = AgentPresence.present("task-1", new Tenure(1, attempt), "w", Status.NONE);
    channel.presence.enterClient("writer", JsonParser.parseString(data.toJson()));
  }

  private AblyRealtime worker(int attempt) throws AblyException {
    ClientOptions options = ably.clientOptions();
    options.transportParams =
        new Param[] {new Param("remainPresentFor", String.valueOf(REMAIN_PRESENT_FOR.toMillis()))};
    AblyRealtime worker = closing(new AblyRealtime(options));
    show(worker.channels.get(ROOM), attempt);
    return worker;
  }

  /** Drops its transport without a goodbye, and for good. */
  private void kill(AblyRealtime worker) {
    String connection = worker.connection.id;
    worker.connection.connectionManager.requestState(
        new StateIndication(ConnectionState.failed, new ErrorInfo("killed", 400, 40000)));
    await().atMost(PATIENCE).until(() -> !ably.isConnected(connection));
  }

  private static void leave(AblyRealtime worker, int attempt) throws AblyException {
    AgentPresence goodbye =
        AgentPresence.leaving("task-1", new Tenure(1, attempt), LeaveReason.COMPLETED);
    worker
        .channels
        .get(ROOM)
        .presence
        .leaveClient("writer", JsonParser.parseString(goodbye.toJson()));
  }

  @Test
  void seesNeitherALeaveNorAnEnterWhenAnAgentIsTakenOver() throws AblyException {
    AblyRealtime first = worker(1);
    awaitStory("!", "+writer");
    kill(first);
    AblyRealtime second = worker(2);
    awaitStory("!", "+writer", "writer 2");

    ably.clock().advance(REMAIN_PRESENT_FOR);

    await().atMost(PATIENCE).until(() -> membersThatStandForTheWriter() == 1);
    assertThat(story).containsExactly("!", "+writer", "writer 2");
    assertThat(roster.now().on(second.connection.id)).hasSize(1);
  }

  private int membersThatStandForTheWriter() throws AblyException {
    return watcher.channels.get(ROOM).presence.get("writer", true).length;
  }

  @Test
  void takesAnAgentThatLeftForGoneThoughAGhostOutlastsIt() throws AblyException {
    AblyRealtime first = worker(1);
    awaitStory("!", "+writer");
    kill(first);
    AblyRealtime second = worker(2);
    awaitStory("!", "+writer", "writer 2");

    leave(second, 2);

    awaitStory("!", "+writer", "writer 2", "-writer");
    assertThat(roster.now().agents()).isEmpty();
    ably.clock().advance(REMAIN_PRESENT_FOR);
    await().atMost(PATIENCE).until(() -> membersThatStandForTheWriter() == 0);
    assertThat(story).containsExactly("!", "+writer", "writer 2", "-writer");
  }

  @Test
  void takesAnAgentForGoneWhenItsEndIsSaidThoughItsWorkerDiedJustBefore() throws AblyException {
    AblyRealtime first = worker(1);
    awaitStory("!", "+writer");
    kill(first);

    sayEnd("writer", 1);

    awaitStory("!", "+writer", "-writer");
    assertThat(reasons).containsExactly(LeaveReason.ABANDONED);
    assertThat(roster.now().agents()).isEmpty();
    assertThat(membersThatStandForTheWriter()).isEqualTo(1);
  }

  @Test
  void saysOnceThatAnAgentHasLeftWhoseEndIsSaidAsWell() throws AblyException {
    AblyRealtime worker = worker(1);
    awaitStory("!", "+writer");

    sayEnd("writer", 1);
    awaitStory("!", "+writer", "-writer");
    leave(worker, 1);
    await().atMost(PATIENCE).until(() -> membersThatStandForTheWriter() == 0);
    device("alice");

    awaitStory("!", "+writer", "-writer", "+alice");
  }

  @Test
  void believesNobodyElseThatAnAgentHasEnded() throws AblyException {
    worker(1);
    awaitStory("!", "+writer");

    Channel mallory = sayEnd("mallory", 1);
    mallory.presence.enter(null, null);

    awaitStory("!", "+writer", "+mallory");
    assertThat(roster.now().agents()).hasSize(1);
  }

  @Test
  void keepsAnAgentGoneThroughALostConnection() throws AblyException {
    AblyRealtime worker = worker(1);
    awaitStory("!", "+writer");
    kill(worker);
    sayEnd("writer", 1);
    awaitStory("!", "+writer", "-writer");

    ably.faults().loseContinuity(ROOM);

    awaitStory("!", "+writer", "-writer", "?", "!");
  }

  @Test
  void keepsAnAgentUntilAblyDropsItOnAChannelWithoutMessages() throws AblyException {
    ChannelOptions presenceAlone = new ChannelOptions();
    presenceAlone.modes = new ChannelMode[] {ChannelMode.presence_subscribe};
    AblyRealtime other = client("other");
    other.channels.get(ROOM, presenceAlone);
    SessionRoster deaf = closing(SessionRoster.of(other, ROOM));
    AblyRealtime worker = worker(1);
    awaitStory("!", "+writer");
    kill(worker);

    sayEnd("writer", 1);
    awaitStory("!", "+writer", "-writer");
    device("alice");

    await().atMost(PATIENCE).until(() -> deaf.now().users().size() == 1);
    assertThat(deaf.now().agents()).hasSize(1);
  }

  /** The end of the task's agent as its attendance says it, by whichever worker is at hand. */
  private Channel sayEnd(String clientId, long generation) throws AblyException {
    Channel channel = client(clientId).channels.get(ROOM);
    channel.publish(Messages.of(
        new AgentName(clientId),
        new OutputMessage("task-1", generation, new OutputEvent.TaskEnd(LeaveReason.ABANDONED))
            .publication()));
    return channel;
  }
}
