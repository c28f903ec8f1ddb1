package dev.understudy.bench;

import dev.understudy.audience.Abandonment;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.Presence;
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
import java.util.function.Function;

/**
 * How long after the last device's leave a task is seen paused, and after a return seen at work: from
 * the call of an Ably client to the agent's changed presence at another one. The grace is zero. One
 * operation is one leave and one return; between two there is time for reports to be no longer
 * coalesced. Ten operations happen in a room of its own, because a room's reports have an allowance. The
 * first room warms up.
 */
public final class PauseLatency {
  private static final int ROOMS = 4;
  private static final int ROUNDS = 10;
  private static final Duration REST = Duration.ofMillis(500);

  private PauseLatency() {}

  /** Works for whoever is there. */
  @WorkflowInterface
  public interface Attentive {
    @WorkflowMethod
    void work(String room);
  }

  public static final class AttentiveImpl implements Attentive {
    @Override
    public void work(String room) {
      SessionSpec spec =
          SessionSpec.on(room).as("agent").whenAbandoned(Abandonment.pauseAfter(Duration.ZERO));
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
      List<Round> rounds = new ArrayList<>();
      try {
        visit(embedded, watcher, device, "warm-up");
        for (int room = 1; room <= ROOMS; room++) {
          rounds.addAll(visit(embedded, watcher, device, "room-" + room));
        }
      } finally {
        device.close();
        watcher.close();
      }
      System.out.printf("%d rounds on %s%n", rounds.size(), Embedded.machine());
      System.out.printf("last leave to paused:  %s%n", spread(rounds, Round::pause));
      System.out.printf("return to at work:     %s%n", spread(rounds, Round::comeback));
    }
  }

  /** What one leave and one return took, in milliseconds. */
  private record Round(double pause, double comeback) {}

  private static Spread spread(List<Round> rounds, Function<Round, Double> figure) {
    return Spread.of(rounds.stream().map(figure).toList());
  }

  private static List<Round> visit(
      Embedded embedded, AblyRealtime watcher, AblyRealtime device, String room) throws Exception {
    BlockingQueue<AgentState> states = states(watcher.channels.get(room));
    Presence presence = device.channels.get(room).presence;
    WorkflowClient.start(embedded.task(Attentive.class, room)::work, room);
    await(states, AgentState.ACTIVE);
    presence.enter(null, null);
    List<Round> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      rounds.add(new Round(
          timed(states, AgentState.PAUSED, () -> presence.leave(null, null)),
          timed(states, AgentState.ACTIVE, () -> presence.enter(null, null))));
    }
    embedded.client().newUntypedWorkflowStub(room).terminate("measured");
    return rounds;
  }

  private static BlockingQueue<AgentState> states(Channel room) throws AblyException {
    BlockingQueue<AgentState> states = new LinkedBlockingQueue<>();
    room.presence.subscribe(event -> AgentPresence.parse(String.valueOf(event.data))
        .map(AgentPresence::state)
        .ifPresent(states::add));
    return states;
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
