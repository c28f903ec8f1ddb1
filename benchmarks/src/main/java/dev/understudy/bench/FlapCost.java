package dev.understudy.bench;

import dev.understudy.audience.Abandonment;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Presence;
import io.ably.lib.types.AblyException;
import io.temporal.client.WorkflowClient;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a user who flaps adds to a task's history: one who enters and leaves 10,000 times in ten minutes,
 * evenly, beside one who only enters. Once with no grace, so that each absence that is seen pauses the
 * work, and once with a grace of half a minute. Takes ten minutes and a bit.
 */
public final class FlapCost {
  private static final int FLAPS = 10_000;
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Duration SETTLED = Duration.ofSeconds(20);

  private FlapCost() {}

  /** Works for whoever is there. */
  @WorkflowInterface
  public interface Attentive {
    @WorkflowMethod
    void work(long graceMillis);
  }

  public static final class AttentiveImpl implements Attentive {
    @Override
    public void work(long graceMillis) {
      SessionSpec spec = SessionSpec.on(Workflow.getInfo().getWorkflowId())
          .as("agent")
          .whenAbandoned(Abandonment.pauseAfter(Duration.ofMillis(graceMillis)));
      AgentSession.attend(spec, session -> {
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
      Map<String, Long> graces = new LinkedHashMap<>();
      graces.put("no-grace", 0L);
      graces.put("grace-30s", 30_000L);
      AblyRealtime alice = embedded.connect("alice");
      AblyRealtime bob = embedded.connect("bob");
      try {
        graces.forEach((room, grace) ->
            WorkflowClient.start(embedded.task(Attentive.class, room)::work, grace));
        enter(alice.channels.get("no-grace").presence);
        enter(bob.channels.get("grace-30s").presence);
        rest(SETTLED);
        Map<String, Integer> before = events(embedded, graces);
        flap(alice.channels.get("no-grace").presence, bob.channels.get("grace-30s").presence);
        rest(SETTLED);
        print(before, events(embedded, graces));
      } finally {
        alice.close();
        bob.close();
        graces
            .keySet()
            .forEach(room -> embedded.client().newUntypedWorkflowStub(room).terminate("measured"));
      }
    }
  }

  private static void enter(Presence presence) throws AblyException {
    presence.enter(null, null);
  }

  /** Both at once, each over a connection of its own. */
  private static void flap(Presence first, Presence second) throws AblyException {
    long begun = System.nanoTime();
    long period = WITHIN.toNanos() / (2L * FLAPS);
    for (int deed = 0; deed < 2 * FLAPS; deed++) {
      LockSupport.parkNanos(begun + deed * period - System.nanoTime());
      for (Presence presence : new Presence[] {first, second}) {
        if (deed % 2 == 0) {
          presence.leave(null, null);
        } else {
          enter(presence);
        }
      }
    }
  }

  private static void rest(Duration time) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
  }

  private static Map<String, Integer> events(Embedded embedded, Map<String, Long> rooms) {
    Map<String, Integer> events = new LinkedHashMap<>();
    rooms
        .keySet()
        .forEach(room ->
            events.put(room, embedded.client().fetchHistory(room).getEvents().size()));
    return events;
  }

  private static void print(Map<String, Integer> before, Map<String, Integer> after) {
    System.out.printf("%d flaps in %s on %s%n", FLAPS, WITHIN, Embedded.machine());
    after.forEach((room, events) -> System.out.printf(
        "%-9s %d events added, %d before%n",
        room, events - before.getOrDefault(room, 0), before.getOrDefault(room, 0)));
  }
}
