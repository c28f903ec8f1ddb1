package dev.understudy.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.presence.ably.SignOfLife;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A roster over real sockets, with Ably's own clients, that writes down what it is told. The server drops the
 * members of lost connections when the test moves its clock.
 */
abstract class RosterStory {
  static final String ROOM = "room:42";
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final AblyLocal ably = AblyLocal.builder().manualClock().start();
  final List<AutoCloseable> toClose = new ArrayList<>();
  AblyRealtime watcher;
  SessionRoster roster;
  final List<String> story = new CopyOnWriteArrayList<>();

  /** Writes the story down. */
  final RosterListener writing = new RosterListener() {
    @Override
    public void entered(Participant who) {
      story.add("+" + who.clientId());
    }

    @Override
    public void updated(Participant who) {
      story.add(who.clientId() + " " + shows(who));
    }

    @Override
    public void left(Participant who) {
      story.add("-" + who.clientId());
    }

    @Override
    public void lostView(String why) {
      story.add("?");
    }

    @Override
    public void regainedView(RosterSnapshot now) {
      story.add("!");
    }
  };

  private static Object shows(Participant who) {
    return who instanceof Participant.Agent agent
        ? agent.presence().tenure().attempt()
        : ((Participant.User) who).devices().size();
  }

  @BeforeEach
  void watch() throws Exception {
    watcher = client("watcher");
    roster = closing(SessionRoster.of(watcher, ROOM));
    roster.awaitKnown(PATIENCE);
    roster.listen(writing);
    awaitStory("!");
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : toClose) {
      each.close();
    }
    ably.close();
  }

  <C extends AutoCloseable> C closing(C each) {
    toClose.add(0, each);
    return each;
  }

  AblyRealtime client(@Nullable String clientId) throws AblyException {
    ClientOptions options = ably.clientOptions();
    options.clientId = clientId;
    options.disconnectedRetryTimeout = 200;
    return closing(new AblyRealtime(options));
  }

  Channel device(String user) throws AblyException {
    Channel channel = client(user).channels.get(ROOM);
    channel.presence.enter(null, null);
    return channel;
  }

  /** Sends something that Ably answers. */
  interface Sending {
    void begin(CompletionListener answer) throws AblyException;
  }

  /** Waits until Ably has taken what is sent, so that whoever looks from now on sees it. */
  static void awaitTaken(Sending sending) throws AblyException {
    CompletableFuture<Void> taken = new CompletableFuture<>();
    sending.begin(SignOfLife.completing(taken));
    assertThat(taken).succeedsWithin(PATIENCE);
  }

  void awaitStory(String... events) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(story).containsExactly(events));
  }
}
