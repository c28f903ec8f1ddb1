package dev.understudy.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import dev.understudy.presence.Member;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random lives of up to eight workers that watch each other: they start, are killed, say goodbye, lose their
 * connections and their sight, in any order, and hear of it at different times. The model knows who lives. In the end
 * all becomes quiet: the lease of each worker that was killed must have been told, as another always lives on; and
 * nobody may be said to have left who was not seen leaving, without a goodbye.
 */
class LookoutLivesTest {
  private static final int CASES = 20_000;
  private static final long SEED = 20_261_130;
  private static final Duration STEP = Duration.ofMillis(100);

  @Test
  void missNobodyWhoWasKilledAndSayOnlyWhatTheySaw() {
    for (int number = 0; number < CASES; number++) {
      new Life(SEED + number).live();
    }
  }

  /** A worker that lives, and what it has not heard yet. */
  private static final class Watcher {
    final WorkerRun run;
    final Queue<LookoutEvent> unheard = new ArrayDeque<>();
    Member.Key member;
    Lookout lookout;

    /** Blinded since it was told last who is there. */
    boolean isBlind = true;

    /** Whose beacon it has seen going out, without a goodbye, since it sees. */
    final Set<WorkerRun> saw = new LinkedHashSet<>();

    Watcher(WorkerRun run, Member.Key member) {
      this.run = run;
      this.member = member;
      this.lookout = Lookout.of(run);
    }
  }

  /** One case. */
  private static final class Life {
    private final long seed;
    private final Random random;
    private final Map<WorkerRun, Watcher> living = new LinkedHashMap<>();
    private final Set<WorkerRun> leases = new LinkedHashSet<>();
    private final Map<Member.Key, WorkerRun> set = new LinkedHashMap<>();
    private final Set<WorkerRun> killed = new LinkedHashSet<>();
    private final Map<Member.Key, WorkerRun> everPresent = new HashMap<>();
    private final Set<WorkerRun> told = new LinkedHashSet<>();
    private final List<String> story = new ArrayList<>();
    private int number;
    private long now = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

    Life(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void live() {
      for (int worker = 0; worker < 3 + random.nextInt(3); worker++) {
        start();
      }
      for (int event = 0; event < 40; event++) {
        happen();
      }
      calm();
      judge();
    }

    private void happen() {
      now += random.nextInt((int) STEP.toNanos());
      switch (random.nextInt(12)) {
        case 0 -> start();
        case 1 -> kill();
        case 2 -> sayGoodbye();
        case 3 -> reconnect();
        case 4 -> blind(any());
        case 5 -> see(any());
        case 6 -> restartAbly();
        default -> hear(any());
      }
    }

    private Watcher any() {
      List<Watcher> all = List.copyOf(living.values());
      return all.get(random.nextInt(all.size()));
    }

    private void start() {
      if (living.size() < 8) {
        WorkerRun run = new WorkerRun("work", "w" + random.nextInt(9), "run-" + number++);
        Watcher started = new Watcher(run, new Member.Key(run.worker(), "c" + number));
        living.put(run, started);
        leases.add(run);
        enter(started);
      }
    }

    private void enter(Watcher entering) {
      story.add(entering.run + " enters as " + entering.member);
      set.put(entering.member, entering.run);
      everPresent.put(entering.member, entering.run);
      tellAll(new LookoutEvent.Came(entering.member, entering.run));
    }

    /** Those who have lost sight hear of it when they are told anew who is there. */
    private void tellAll(LookoutEvent event) {
      living.values().stream().filter(one -> !one.isBlind).forEach(one -> one.unheard.add(event));
    }

    private void drop(Member.Key member, boolean isPolite) {
      if (set.remove(member) != null) {
        tellAll(new LookoutEvent.Went(member, isPolite));
      }
    }

    private void kill() {
      if (living.size() > 1) {
        Watcher victim = any();
        story.add(victim.run + " is killed");
        living.remove(victim.run);
        killed.add(victim.run);
        drop(victim.member, false);
      }
    }

    private void sayGoodbye() {
      if (living.size() > 1) {
        Watcher leaver = any();
        story.add(leaver.run + " says goodbye");
        living.remove(leaver.run);
        leases.remove(leaver.run);
        drop(leaver.member, true);
      }
    }

    /** The next member is there before the last one is dropped, or after it. */
    private void reconnect() {
      Watcher one = any();
      Member.Key last = one.member;
      blind(one);
      one.member = new Member.Key(one.run.worker(), "c" + ++number);
      if (random.nextBoolean()) {
        enter(one);
        drop(last, false);
      } else {
        drop(last, false);
        enter(one);
      }
    }

    private void blind(Watcher one) {
      story.add(one.run + " loses sight");
      one.isBlind = true;
      one.unheard.clear();
      one.saw.clear();
      on(one, new LookoutEvent.Blinded());
    }

    private void see(Watcher one) {
      if (one.isBlind) {
        story.add(one.run + " sees");
        one.isBlind = false;
        on(one, new LookoutEvent.Seen(new HashMap<>(set)));
      }
    }

    private void restartAbly() {
      if (random.nextInt(4) == 0) {
        story.add("Ably restarts");
        living.values().forEach(this::blind);
        set.clear();
        living.values().forEach(one -> {
          one.member = new Member.Key(one.run.worker(), "c" + ++number);
          enter(one);
        });
      }
    }

    private void hear(Watcher one) {
      LookoutEvent event = one.unheard.poll();
      if (event instanceof LookoutEvent.Went went && !went.isPolite()) {
        one.saw.add(everPresent.get(went.member()));
      }
      if (event != null) {
        on(one, event);
      }
    }

    private void on(Watcher one, LookoutEvent event) {
      Lookout.Step step = one.lookout.on(event, now);
      one.lookout = step.next();
      step.effects().forEach(effect -> perform(one, effect));
    }

    private void perform(Watcher one, LookoutEffect effect) {
      if (effect instanceof LookoutEffect.Tell tell) {
        story.add(one.run + " tells " + tell);
        check(!tell.run().equals(one.run), "nobody suspects itself");
        check(
            tell.why() != Suspicion.BEACON || one.saw.contains(tell.run()),
            "nobody has left who was not seen leaving");
        told.add(tell.run());
      } else if (effect instanceof LookoutEffect.Look) {
        one.unheard.add(new LookoutEvent.Looked(List.copyOf(leases)));
      } else if (effect instanceof LookoutEffect.AwaitNamesake await) {
        check(await.namesake().worker().equals(one.run.worker()), "a namesake has the same name");
      } else {
        check(false, "nobody warns before it is time");
      }
    }

    private void calm() {
      living.values().forEach(this::see);
      for (Watcher one : living.values()) {
        while (!one.unheard.isEmpty()) {
          hear(one);
        }
      }
    }

    private void judge() {
      for (WorkerRun run : killed) {
        check(told.contains(run), run + " was killed unnoticed");
      }
    }

    private void check(boolean isRight, String rule) {
      assertThat(isRight)
          .as("seed %d: %s%n%s", seed, rule, String.join("\n", story))
          .isTrue();
    }
  }
}
