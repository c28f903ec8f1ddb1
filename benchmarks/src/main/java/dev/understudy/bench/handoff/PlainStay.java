package dev.understudy.bench.handoff;

import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** The same agent as the documentation of Temporal and Ably would have one write it, a thread and a client for each. */
@WorkflowInterface
public interface PlainStay {
  @WorkflowMethod
  void stay(String room);

  /** Enters, waits, leaves. */
  @ActivityInterface
  interface Presence {
    void stayIn(String room);
  }

  /** The task, with the heartbeat timeout that Temporal's examples have. */
  final class Impl implements PlainStay {
    private final Presence steps = Workflow.newActivityStub(
        Presence.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofDays(1))
            .setHeartbeatTimeout(Duration.ofSeconds(30))
            .build());

    @Override
    public void stay(String room) {
      steps.stayIn(room);
    }
  }

  /** The step. */
  final class Step implements Presence {
    private static final Duration BEAT = Duration.ofSeconds(5);

    @Override
    public void stayIn(String room) {
      try (AblyRealtime ably = PlainToiler.Step.connect()) {
        ably.channels.get(room).presence.enter("staying", null);
        while (true) {
          Activity.getExecutionContext().heartbeat(null);
          Thread.sleep(BEAT.toMillis());
        }
      } catch (AblyException failure) {
        throw new IllegalStateException(failure);
      } catch (InterruptedException stopped) {
        throw Activity.wrap(stopped);
      }
    }
  }
}
