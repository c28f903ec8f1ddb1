package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Polls that are out at a server which has nothing to give. */
@Timeout(60)
class OpenPollsTest {
  private static final PollActivityTaskQueueResponse WORK =
      PollActivityTaskQueueResponse.newBuilder().setActivityId("1").build();

  private final BlockingQueue<StreamObserver<PollActivityTaskQueueResponse>> out =
      new LinkedBlockingQueue<>();
  private final CountDownLatch gone = new CountDownLatch(1);
  private final String name = UUID.randomUUID().toString();
  private final Server server = start();
  private final ManagedChannel channel = InProcessChannelBuilder.forName(name).build();
  private final OpenPolls polls = new OpenPolls();
  private final WorkflowServiceBlockingStub client =
      WorkflowServiceGrpc.newBlockingStub(channel).withInterceptors(polls);

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private Server start() {
    try {
      return InProcessServerBuilder.forName(name)
          .addService(new Nothing())
          .build()
          .start();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private final class Nothing extends WorkflowServiceGrpc.WorkflowServiceImplBase {
    @Override
    public void pollActivityTaskQueue(
        PollActivityTaskQueueRequest request,
        StreamObserver<PollActivityTaskQueueResponse> observer) {
      ((ServerCallStreamObserver<PollActivityTaskQueueResponse>) observer)
          .setOnCancelHandler(gone::countDown);
      out.add(observer);
    }

    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> observer) {
      observer.onNext(GetSystemInfoResponse.newBuilder().setServerVersion("1").build());
      observer.onCompleted();
    }
  }

  private CompletableFuture<PollActivityTaskQueueResponse> poll() {
    return poll("work");
  }

  private CompletableFuture<PollActivityTaskQueueResponse> poll(String queue) {
    PollActivityTaskQueueRequest request = PollActivityTaskQueueRequest.newBuilder()
        .setTaskQueue(TaskQueue.newBuilder().setName(queue))
        .build();
    return CompletableFuture.supplyAsync(() -> client.pollActivityTaskQueue(request));
  }

  @Test
  void comeBackWithNothingWhenTheyAreEndedAndTheServerKnows() throws InterruptedException {
    CompletableFuture<PollActivityTaskQueueResponse> poll = poll();
    assertThat(out.poll(30, TimeUnit.SECONDS)).isNotNull();

    polls.end(Set.of("work"));

    assertThat(poll.join()).isEqualTo(PollActivityTaskQueueResponse.getDefaultInstance());
    assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void comeBackWithNothingWhenTheyBeginLater() {
    polls.end(Set.of("work"));

    assertThat(poll().join()).isEqualTo(PollActivityTaskQueueResponse.getDefaultInstance());
  }

  @Test
  void goOnIfTheyAreOfOtherQueues() throws InterruptedException {
    polls.end(Set.of("work"));

    CompletableFuture<PollActivityTaskQueueResponse> poll = poll("work/run/1");

    StreamObserver<PollActivityTaskQueueResponse> observer = out.poll(30, TimeUnit.SECONDS);
    assertThat(observer).isNotNull();
    observer.onNext(WORK);
    observer.onCompleted();
    assertThat(poll.join()).isEqualTo(WORK);
  }

  @Test
  void bringWhatTheyAreGivenUntilThen() throws InterruptedException {
    CompletableFuture<PollActivityTaskQueueResponse> poll = poll();

    StreamObserver<PollActivityTaskQueueResponse> observer = out.poll(30, TimeUnit.SECONDS);
    assertThat(observer).isNotNull();
    observer.onNext(WORK);
    observer.onCompleted();

    assertThat(poll.join()).isEqualTo(WORK);
  }

  @Test
  void areAllThatEnds() {
    polls.end(Set.of("work"));

    assertThat(client.getSystemInfo(GetSystemInfoRequest.getDefaultInstance()).getServerVersion())
        .isEqualTo("1");
  }
}
