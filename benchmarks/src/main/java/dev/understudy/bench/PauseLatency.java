package dev.understudy.bench;

import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.session.Abandonment;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.temporal.client.WorkflowClient;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * How long after the last device's leave a task is seen paused, and after a return seen at work: from
 * the call of an Ably client to the agent's changed presence at another one. The grace is zero. One
 * operation is one leave and one return; between two there is time for reports to be no longer
 * coalesced.
 */
public final class PauseLatency {
  private static final int ROUNDS = 30;
  private static final int WARM_UP = 5;
  private static final Duration REST = Duration.ofMillis(1500);

  private PauseLatency() {}

  /** Works for whoever is there. */
  @WorkflowInterface
  public interface Attentive {
    @WorkflowMethod
    void work();
  }

  public static final class AttentiveImpl implements Attentive {
    @Override
    public void work() {
      SessionSpec spec =
          SessionSpec.on("room").as("agent").whenAbandoned(Abandonment.pauseAfter(Duration.ZERO));
      AgentSession.attend(spec, session -> {
        session.status("working");
        while (true) {
          Workflow.await(session::isPaused);
          session.checkpoint();
        }
      });
    }
  }

  public static void main(String[] args) throws Exception {
    try (Embedded embedded =
        new Embedded(on -> on.registerWorkflowImplementationTypes(AttentiveImpl.class))) {
      AblyRealtime watcher = embedded.connect("watcher-without-presence");
      AblyRealtime device = embedded.connect("alice");
      try {
        measure(embedded, states(watcher.channels.get("room")), device.channels.get("room"));
      } finally {
        device.close();
        watcher.close();
        embedded.client().newUntypedWorkflowStub("attentive").terminate("measured");
      }
    }
  }

  private static BlockingQueue<AgentState> states(Channel room) throws AblyException {
    BlockingQueue<AgentState> states = new LinkedBlockingQueue<>();
    room.presence.subscribe(event -> AgentPresence.parse(String.valueOf(event.data))
        .map(AgentPresence::state)
        .ifPresent(states::add));
    return states;
  }

  private static void measure(Embedded embedded, BlockingQueue<AgentState> states, Channel device)
      throws Exception {
    WorkflowClient.start(embedded.task(Attentive.class, "attentive")::work);
    await(states, AgentState.ACTIVE);
    device.presence.enter(null, null);
    List<Double> pauses = new ArrayList<>();
    List<Double> returns = new ArrayList<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      double pause = timed(states, AgentState.PAUSED, () -> device.presence.leave(null, null));
      double back = timed(states, AgentState.ACTIVE, () -> device.presence.enter(null, null));
      if (round >= WARM_UP) {
        pauses.add(pause);
        returns.add(back);
      }
    }
    System.out.printf("%d rounds on %s%n", ROUNDS, Embedded.machine());
    System.out.printf("last leave to paused:  %s%n", Spread.of(pauses));
    System.out.printf("return to at work:     %s%n", Spread.of(returns));
  }

  /** What a device does. */
  private interface Deed {
    void perform() throws AblyException;
  }

  private static double timed(BlockingQueue<AgentState> states, AgentState wanted, Deed deed)
      throws Exception {
    Thread.sleep(REST.toMillis());
    states.clear();
    long begun = System.nanoTime();
    deed.perform();
    await(states, wanted);
    return (System.nanoTime() - begun) / 1e6;
  }

  private static void await(BlockingQueue<AgentState> states, AgentState wanted)
      throws InterruptedException {
    AgentState state = null;
    while (state != wanted) {
      state = states.poll(30, TimeUnit.SECONDS);
      if (state == null) {
        throw new IllegalStateException("the agent was not seen " + wanted + " within 30 s");
      }
    }
  }
}
