package dev.understudy.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.transport.ConnectionManager.StateIndication;
import io.ably.lib.types.ErrorInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A roster whose client, or channel, is ended and begun again by whom they belong to. */
class RosterReturnTest extends RosterStory {
  private Channel alice;

  @BeforeEach
  void aliceIsThere() throws Exception {
    alice = device("alice");
    awaitStory("!", "+alice");
    story.clear();
  }

  @Test
  void seesAgainOnceAClientThatWasClosedIsConnected() throws Exception {
    watcher.close();
    await().atMost(PATIENCE).until(() -> watcher.connection.state == ConnectionState.closed);
    awaitStory("?");

    awaitTaken(answer -> alice.presence.leave(null, answer));
    watcher.connect();

    awaitStory("?", "-alice", "!");
  }

  @Test
  void seesAgainOnceAClientThatWasClosedAndConnectedAtOnceIsConnected() throws Exception {
    watcher.close();
    watcher.connect();
    await().atMost(PATIENCE).until(this::isSeenInTheEnd);

    awaitStory("?", "!");
    device("bob");
    awaitStory("?", "!", "+bob");
  }

  /** What Ably answers to the close may come late, and closes what ably-java has begun to connect meanwhile. */
  private boolean isSeenInTheEnd() {
    if (watcher.connection.state == ConnectionState.closed) {
      watcher.connect();
    }
    return story.contains("!");
  }

  @Test
  void seesAgainOnceAClientThatHadFailedIsConnected() throws Exception {
    watcher.connection.connectionManager.requestState(
        new StateIndication(ConnectionState.failed, new ErrorInfo("as of this test", 400, 40000)));
    await().atMost(PATIENCE).until(() -> watcher.connection.state == ConnectionState.failed);
    awaitStory("?");

    watcher.connect();

    awaitStory("?", "!");
    assertThat(roster.awaitKnown(PATIENCE).users()).hasSize(1);
  }

  @Test
  void leavesAChannelAloneThatWasDetachedUntilItIsAttachedAgain() throws Exception {
    Channel channel = watcher.channels.get(ROOM);
    channel.detach();
    await().atMost(PATIENCE).until(() -> channel.state == ChannelState.detached);
    awaitStory("?");
    assertThat(roster.now().unknownBecause())
        .hasValueSatisfying(why -> assertThat(why).startsWith("the channel is detached"));

    channel.attach();

    awaitStory("?", "!");
  }

  @Test
  void turnsToTheNextChannelWhenItsOwnIsReleased() throws Exception {
    watcher.channels.release(ROOM);

    awaitStory("?", "!");
    alice.presence.leave(null, null);
    awaitStory("?", "!", "-alice");
  }

  @Test
  void turnsToTheNextChannelWhenOneThatWasDetachedIsReleased() throws Exception {
    Channel channel = watcher.channels.get(ROOM);
    channel.detach();
    await().atMost(PATIENCE).until(() -> channel.state == ChannelState.detached);
    watcher.channels.release(ROOM);

    awaitStory("?", "!");
  }
}
