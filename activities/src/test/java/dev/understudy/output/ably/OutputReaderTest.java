package dev.understudy.output.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.Refusal;
import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputMessage;
import dev.understudy.output.StepAttempt;
import dev.understudy.output.TaskOutput;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.ably.Messages;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.AblyException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a reader is refused, and what it outlives. What it reads is told by {@link StepStreamTest}. */
class OutputReaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String FAR = "far-away";

  private final AblyLocal ably = AblyLocal.start();
  private final AblyRealtime client;
  private final AblyRealtime writer;
  private int parts;

  OutputReaderTest() throws AblyException {
    client = new AblyRealtime(ably.clientOptions());
    writer = new AblyRealtime(ably.clientOptions());
  }

  @AfterEach
  void stop() {
    client.close();
    writer.close();
    ably.close();
  }

  private void write(String text) throws AblyException {
    OutputEvent part = new OutputEvent.Part(new StepAttempt(1, 1), parts++, text);
    writer
        .channels
        .get("room")
        .publish(
            Messages.of(new AgentName("writer"), new OutputMessage("task", 1, part).publication()));
  }

  private static void awaitText(OutputReader reader, String text) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(reader.output("writer", "task").map(TaskOutput::text)).contains(text));
  }

  @Test
  void readsOnOnceAClientThatWasClosedIsConnected() throws AblyException {
    readsOnOnceClientIsConnectedAgain(OutputReader.follow(client, "room", output -> {}));
  }

  @Test
  void readsOnOnceTheClientOfAChannelThatWasClosedIsConnected() throws AblyException {
    Channel room = client.channels.get("room");

    readsOnOnceClientIsConnectedAgain(OutputReader.follow(room, output -> {}));
  }

  private void readsOnOnceClientIsConnectedAgain(OutputReader following) throws AblyException {
    try (OutputReader reader = following) {
      write("one ");
      awaitText(reader, "one ");
      client.close();
      await().atMost(PATIENCE).until(() -> client.connection.state == ConnectionState.closed);
      write("two ");

      client.connect();

      awaitText(reader, "one two ");
      write("three");
      awaitText(reader, "one two three");
    }
  }

  @Test
  void readsOnFromTheNextChannelWhenItsOwnIsReleased() throws AblyException {
    try (OutputReader reader = OutputReader.follow(client, "room", output -> {})) {
      write("one ");
      awaitText(reader, "one ");

      client.channels.release("room");
      write("two");

      awaitText(reader, "one two");
    }
  }

  @Test
  void readsOnceAblyRefusesItNoMore() throws AblyException {
    await().atMost(PATIENCE).until(() -> client.connection.state == ConnectionState.connected);
    ably.faults().refuseAttach("room", Refusal.with(42911, 429, "too much").times(1));
    try (OutputReader reader = OutputReader.follow(client, "room", output -> {})) {
      Channel room = client.channels.get("room");
      await().atMost(PATIENCE).until(() -> room.state == ChannelState.attached);
      write("one");
      awaitText(reader, "one");
    }
  }

  @Test
  void readsOnceAChannelThatAblyRefusedForGoodIsAttachedAgain() throws AblyException {
    Channel room = client.channels.get("room");
    ably.faults().refuseAttach("room", Refusal.with(40160, 401, "not for you").times(1));
    try (OutputReader reader = OutputReader.follow(room, output -> {})) {
      await().atMost(PATIENCE).until(() -> room.state == ChannelState.failed);

      room.attach();

      write("one");
      awaitText(reader, "one");
    }
  }

  @Test
  void saysOnceThatHistoryIsOutOfReachAndOnceThatItIsNotAnyMore() throws AblyException {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.list = new CopyOnWriteArrayList<>();
    Logger logger = (Logger) LoggerFactory.getLogger(OutputReader.class);
    logger.setLevel(Level.DEBUG);
    logger.addAppender(log);
    log.start();
    ably.faults().unreachable();
    try (OutputReader reader = OutputReader.follow(client, FAR, output -> {})) {
      await().atMost(PATIENCE).until(() -> said(log, Level.DEBUG).size() >= 2);
      assertThat(said(log, Level.WARN))
          .singleElement()
          .asString()
          .startsWith(
              "what was put out in far-away before cannot be reached, and is tried again: ");

      ably.faults().lift();

      await().atMost(PATIENCE).until(() -> said(log, Level.WARN).size() == 2);
      assertThat(said(log, Level.WARN).get(1))
          .startsWith("what was put out in far-away before is reached again, after ");
      assertThat(reader.output("writer", "task")).isEmpty();
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
  }

  /** Of that room: other tests run beside, and lose theirs. */
  private static List<String> said(ListAppender<ILoggingEvent> log, Level level) {
    return log.list.stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains(FAR))
        .toList();
  }

  @Test
  void isRefusedToAClientThatIsClosed() {
    client.close();
    await().atMost(PATIENCE).until(() -> client.connection.state == ConnectionState.closed);

    assertThatThrownBy(() -> OutputReader.follow(client, "room", output -> {}))
        .isInstanceOf(AblyException.class)
        .hasMessageContaining("output in room cannot be read: ")
        .hasMessageEndingWith("; pass a client that is connected or connecting");
  }

  @Test
  @SuppressWarnings("NullAway") // as of a caller whose build does not look for nulls
  void needsAClientAndAListener() {
    assertThatThrownBy(() -> OutputReader.follow(null, "room", output -> {}))
        .hasMessage("an Ably client must not be null");
    assertThatThrownBy(() -> OutputReader.follow(client, "room", null))
        .hasMessage("a listener must not be null");
    assertThatThrownBy(() -> OutputReader.follow(client, "[room", output -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
