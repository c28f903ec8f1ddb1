package dev.understudy.worker;

import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.output.TaskOutput;
import dev.understudy.output.ably.OutputReader;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A worker that tells stories, and a plain Ably client that reads them, over real sockets. Owns both
 * servers.
 */
final class StoryStage implements AutoCloseable {
  static final Duration LIVELINESS = Duration.ofSeconds(60);

  final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  final Writer writer = new Writer();
  final List<Message> raw = new CopyOnWriteArrayList<>();
  private final AblyLocal ably = AblyLocal.start();
  final AblyRealtime client = client();
  private final OutputReader reader = follow();
  private final UnderstudyWorker worker = start();

  private UnderstudyWorker start() {
    return WorkerForTests.start(temporal, ably, on -> {
      on.registerWorkflowImplementationTypes(Story.StoryImpl.class);
      on.registerActivitiesImplementations(writer);
    });
  }

  /** One more that reads; whoever asks for it closes it. */
  AblyRealtime client() {
    try {
      return new AblyRealtime(ably.clientOptions());
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private OutputReader follow() {
    try {
      Channel room = client.channels.get("room:42");
      room.subscribe(message -> raw.add(message));
      await().atMost(LIVELINESS).until(() -> room.state == ChannelState.attached);
      return OutputReader.follow(client, "room:42", output -> {});
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Has the agent take that step. */
  WorkflowStub tell(String step) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId("story")
        .build();
    Story story = temporal.getWorkflowClient().newWorkflowStub(Story.class, options);
    WorkflowClient.start(story::tell, step);
    return WorkflowStub.fromTyped(story);
  }

  /** One who watches who is there; whoever asks for it closes it. */
  PresenceLog watch() {
    return new PresenceLog(ably, "room:42");
  }

  /** What an operator may do to the step that runs. */
  StepOperator operator() {
    return new StepOperator(temporal.getWorkflowClient(), "story");
  }

  /** The output, once it is as wished. */
  TaskOutput awaitOutput(Predicate<TaskOutput> wish) {
    await()
        .atMost(LIVELINESS)
        .until(() -> reader.output("writer", "story").filter(wish).isPresent());
    return reader.output("writer", "story").orElseThrow();
  }

  @Override
  public void close() {
    writer.mayEnd.countDown();
    reader.close();
    client.close();
    worker.close();
    temporal.close();
    ably.close();
  }
}
