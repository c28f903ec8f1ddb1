package dev.understudy.bench.handoff;

import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Presence;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/**
 * The same agent as the documentation of Temporal and Ably would have one write it: the activity enters
 * presence over a client of its own, heartbeats while it works, and leaves in the end, whatever the end is.
 */
@WorkflowInterface
public interface PlainToiler {
  @WorkflowMethod
  void work(String room);

  /** Enters, works, leaves. */
  @ActivityInterface
  interface PresentToil {
    void toilIn(String room);
  }

  /** The task, with the heartbeat timeout that Temporal's examples have. */
  final class Impl implements PlainToiler {
    private final PresentToil steps = Workflow.newActivityStub(
        PresentToil.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofDays(1))
            .setHeartbeatTimeout(Duration.ofSeconds(30))
            .build());

    @Override
    public void work(String room) {
      steps.toilIn(room);
    }
  }

  /** The step. */
  final class Step implements PresentToil {
    @Override
    public void toilIn(String room) {
      try (AblyRealtime ably = connect()) {
        Presence presence = ably.channels.get(room).presence;
        presence.enter("toiling", null);
        try {
          toil();
        } finally {
          presence.leave(null);
        }
      } catch (AblyException failure) {
        throw new IllegalStateException(failure);
      }
    }

    private static void toil() {
      try {
        while (true) {
          Activity.getExecutionContext().heartbeat(null);
          Toil.tick();
        }
      } catch (InterruptedException stopped) {
        throw Activity.wrap(stopped); // Not interrupted again, or Temporal would not be told of it.
      }
    }

    static AblyRealtime connect() throws AblyException {
      ClientOptions options = new ClientOptions(System.getenv("ABLY_KEY"));
      options.realtimeHost = System.getenv("ABLY_HOST");
      options.port = Integer.parseInt(System.getenv("ABLY_PORT"));
      options.tls = false;
      options.clientId = AgentWatch.AGENT;
      return new AblyRealtime(options);
    }
  }
}
