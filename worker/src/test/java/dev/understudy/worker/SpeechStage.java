package dev.understudy.worker;

import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.Fault;
import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.output.TaskOutput;
import dev.understudy.output.ably.OutputReader;
import dev.understudy.presence.StatusMessage;
import dev.understudy.server.TemporalForTests;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.Message;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A worker that runs a {@link Speaker}, and a plain Ably client that hears it, over real sockets. Owns both
 * servers.
 */
final class SpeechStage implements AutoCloseable {
  static final String TASK = "speech";

  final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  final List<Message> raw = new CopyOnWriteArrayList<>();

  /** What the agent was to show, in the order in which Ably had it. */
  final List<String> shown = new CopyOnWriteArrayList<>();

  private final AblyLocal ably = AblyLocal.start();
  private final AblyRealtime client;
  private final OutputReader reader;
  private UnderstudyWorker worker;

  SpeechStage() {
    try {
      client = new AblyRealtime(ably.clientOptions());
      Channel room = client.channels.get("room:42");
      room.subscribe("number", raw::add);
      room.subscribe(StatusMessage.NAME, this::onStatus);
      reader = OutputReader.follow(room, output -> {});
      await().atMost(StoryStage.LIVELINESS).until(() -> room.state == ChannelState.attached);
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
    worker = start("a");
  }

  private void onStatus(Message message) {
    StatusMessage.parse(String.valueOf(message.data))
        .ifPresent(said -> shown.add(said.status().text()));
  }

  private UnderstudyWorker start(String name) {
    return WorkerForTests.start(
        name, temporal, ably, on -> on.registerWorkflowImplementationTypes(Speaker.Impl.class));
  }

  /** Its worker is gone, and Ably comes back with another one. */
  void endOutageAsAnotherWorker(Fault outage) {
    worker.close();
    outage.lift();
    worker = start("b");
  }

  /** Says so many numbers, and the rest when it is told to. */
  WorkflowStub speak(int first, int rest) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId(TASK)
        .build();
    Speaker speaker = temporal.getWorkflowClient().newWorkflowStub(Speaker.class, options);
    WorkflowClient.start(speaker::speak, first, rest);
    return WorkflowStub.fromTyped(speaker);
  }

  /** Nobody reaches Ably until that is lifted. */
  Fault outage() {
    Fault outage = ably.faults().unreachable();
    ably.faults().everyone().drop(TransportEnd.RST);
    return outage;
  }

  void awaitNumber(int last) {
    await()
        .atMost(StoryStage.LIVELINESS)
        .until(() -> !raw.isEmpty() && numbers().get(raw.size() - 1) == last);
  }

  List<Integer> numbers() {
    return raw.stream().map(message -> Integer.valueOf(message.data.toString())).toList();
  }

  List<Long> order() {
    return raw.stream()
        .map(message -> message
            .extras
            .asJsonObject()
            .getAsJsonObject("headers")
            .get("sequence")
            .getAsLong())
        .toList();
  }

  /** As a reader that folds has it. */
  Optional<TaskOutput> read() {
    return reader.output("speaker", TASK);
  }

  @Override
  public void close() {
    reader.close();
    client.close();
    worker.close();
    temporal.close();
    ably.close();
  }
}
