package dev.understudy.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Five workers, the agents that they hold, and as much of Temporal as leases need: timeouts, attempts, ledgers.
 * Decisions are made, and agents given out, only while a worker can act. Confined to one thread.
 */
final class LeasedWorld {
  static final int MOMENT_MILLIS = 400;

  /** How late a reaper may read, and again how late it may fail what it has read. */
  static final int LATE_MILLIS = 1_000;

  private static final int WORKERS = 5;
  private static final int AGENTS = 6;
  private static final int LONGEST_FREEZE_MILLIS = 12_000;
  private static final long NEVER = Long.MAX_VALUE;

  private final Random random;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Lease> leases = new ArrayList<>();
  private final List<Agent> agents = new ArrayList<>();
  private long now;
  private int runs;
  private int provedThoughPrompt;

  /** One attempt at an agent. */
  private record Token(Agent agent, int attempt) {}

  /** Has read a ledger, or will, and will fail what it has read. */
  private record Reaper(long at, @Nullable List<Token> read) {}

  LeasedWorld(Random random) {
    this.random = random;
    IntStream.range(0, WORKERS).forEach(number -> workers.add(new Worker()));
    IntStream.range(0, AGENTS).forEach(number -> agents.add(new Agent()));
    giveOut();
  }

  List<Agent> agents() {
    return agents;
  }

  /** How many were proved to be gone that had acted, and answered at once, since the alarm. */
  int provedThoughPrompt() {
    return provedThoughPrompt;
  }

  /** A moment, in which anything may happen. */
  void pass() {
    long before = now;
    boolean canAct = canAnybodyAct();
    now += 1 + random.nextInt(MOMENT_MILLIS);
    disturb();
    workers.forEach(Worker::act);
    List.copyOf(leases).forEach(Lease::pass);
    giveOut();
    agents.forEach(agent -> agent.count(canAct && canAnybodyAct() ? now - before : 0));
  }

  private void disturb() {
    int number = random.nextInt(WORKERS);
    Worker worker = workers.get(number);
    switch (random.nextInt(20)) {
      case 0 -> worker.die();
      case 1 -> worker.frozenUntil = now + random.nextInt(LONGEST_FREEZE_MILLIS);
      case 2 -> worker.isSlow = !worker.isSlow;
      case 3, 4 -> {
        if (worker.isDead) {
          workers.set(number, new Worker());
        }
      }
      case 5, 6, 7 -> suspect();
      default -> {}
    }
  }

  /** Right or wrong. */
  private void suspect() {
    List<Suspicion> all = List.of(Suspicion.values());
    Suspicion why = all.get(random.nextInt(all.size()));
    Lease lease = leases.get(random.nextInt(leases.size()));
    if (why == Suspicion.BEACON && random.nextBoolean()) {
      lease.worker.ring = new Alarm(why, "somebody", Instant.ofEpochMilli(now));
    } else {
      lease.inbox.add(new NoticingEvent.Doubted(new Suspected(why, "somebody")));
    }
  }

  private boolean canAnybodyAct() {
    return workers.stream().anyMatch(Worker::canAct);
  }

  private void giveOut() {
    List<Worker> able = workers.stream().filter(Worker::canAct).toList();
    if (!able.isEmpty()) {
      agents.stream()
          .filter(agent -> agent.holder == null)
          .forEach(agent -> agent.goTo(able.get(random.nextInt(able.size()))));
    }
  }

  /** Needs one worker that holds it, and can act. */
  static final class Agent {
    private @Nullable Worker holder;
    private int attempt;
    private long lostMillis;
    private boolean hasHolderFailed;

    private void goTo(Worker worker) {
      holder = worker;
      attempt++;
      worker.held.add(new Token(this, attempt));
    }

    private void fail(int failed) {
      if (failed == attempt) {
        holder = null;
      }
    }

    private void count(long millis) {
      boolean isKept = holder != null && holder.canAct();
      hasHolderFailed = !isKept && (hasHolderFailed || holder != null);
      lostMillis = isKept ? 0 : lostMillis + millis;
    }

    /** For how long it was held by nobody who could act, while there was somebody. */
    Duration lostFor() {
      return Duration.ofMillis(lostMillis);
    }

    /** Whether its worker was killed or frozen before it was lost. */
    boolean hasHolderFailed() {
      return hasHolderFailed;
    }
  }

  /** One run of a worker. */
  private final class Worker {
    private final WorkerRun run = new WorkerRun("work", "worker", "run-" + runs++);
    private final Set<Token> held = new LinkedHashSet<>();
    private boolean isDead;
    private boolean isSlow;
    private long frozenUntil;
    private long lastTrouble;
    private Lease lease = new Lease(this);

    /** Why somebody has asked it past its lease, and has no answer yet. */
    private @Nullable Alarm ring;

    private boolean canAct() {
      return !isDead && now >= frozenUntil;
    }

    private void die() {
      isDead = true;
    }

    private void act() {
      if (!canAct() || isSlow) {
        lastTrouble = now;
      }
      if (answersNow()) {
        ring = null;
      }
      if (canAct()) {
        held.removeIf(
            token -> token.agent().attempt != token.attempt() || token.agent().holder == null);
        if (lease.noticing instanceof Noticing.Minded) {
          lease.inbox.add(new NoticingEvent.Returned());
        }
        if (lease.noticing instanceof Noticing.Over) {
          lease = new Lease(this);
        }
        lease.beat();
        lease.answer();
      }
    }

    private boolean answersNow() {
      return canAct() && (!isSlow || random.nextInt(3) == 0);
    }
  }

  /** What Temporal has of one run. */
  private final class Lease {
    private final Worker worker;
    private final Queue<NoticingEvent> inbox = new ArrayDeque<>();
    private final Map<Integer, Long> questions = new TreeMap<>();
    private final List<Reaper> reapers = new ArrayList<>();
    private final Queue<Long> looks = new ArrayDeque<>();
    private Noticing noticing;
    private int hold;
    private boolean isOffered;
    private boolean isLost;
    private long missedAt = NEVER;

    Lease(Worker worker) {
      this.worker = worker;
      leases.add(this);
      Noticing.Step first = Noticing.of(worker.run, Tally.NONE);
      noticing = first.next();
      first.effects().forEach(this::perform);
    }

    private void beat() {
      takeHold();
      if (!isLost && missedAt != NEVER && missedAt >= now) {
        missedAt = now + LeasePace.TIMEOUT.toMillis();
      }
    }

    private void takeHold() {
      if (isOffered) {
        isOffered = false;
        missedAt = now + LeasePace.TIMEOUT.toMillis();
      }
    }

    private void answer() {
      questions.entrySet().removeIf(question -> {
        boolean isAnswered = question.getValue() >= now && worker.answersNow();
        if (isAnswered) {
          takeHold(); // which was offered before
          inbox.add(new NoticingEvent.Answered(question.getKey()));
        }
        return isAnswered;
      });
    }

    private void pass() {
      if (worker.lease == this) {
        judge();
      }
      if (missedAt < now) {
        missedAt = NEVER;
        inbox.add(new NoticingEvent.Missed(hold));
      }
      questions.entrySet().removeIf(question -> {
        boolean isLate = question.getValue() < now;
        if (isLate) {
          inbox.add(new NoticingEvent.Unanswered(question.getKey()));
        }
        return isLate;
      });
      if (canAnybodyAct()) {
        reap();
        decide();
      }
    }

    /** Whoever has asked fails some of what is held, and may die before it tells of that. */
    private void judge() {
      Alarm alarm = worker.ring;
      worker.ring = null;
      if (alarm == null || !canAnybodyAct()) {
        return;
      }
      judge(alarm);
      List<Token> some =
          worker.held.stream().filter(token -> random.nextBoolean()).toList();
      some.forEach(token -> token.agent().fail(token.attempt()));
      if (random.nextInt(4) != 0) {
        Harvest early = new Harvest(some.size(), 0, 0, 0);
        inbox.add(new NoticingEvent.Proven(new Proof(alarm, Instant.ofEpochMilli(now), early)));
      }
    }

    private void decide() {
      while (!inbox.isEmpty()) {
        Noticing.Step step = noticing.on(inbox.remove(), Instant.ofEpochMilli(now));
        noticing = step.next();
        step.effects().forEach(this::perform);
      }
      if (noticing instanceof Noticing.Over && reapers.isEmpty()) {
        leases.remove(this);
        if (leases.isEmpty()) {
          throw new AssertionError("somebody who can act has a lease");
        }
      }
    }

    private void perform(NoticingEffect effect) {
      if (effect instanceof NoticingEffect.Hold next) {
        hold = next.number();
        isLost = random.nextInt(10) == 0; // with a poll that was out
        isOffered = !isLost;
        missedAt = isLost ? now + LeasePace.TIMEOUT.toMillis() : NEVER;
      } else if (effect instanceof NoticingEffect.Ask ask) {
        questions.put(ask.question(), now + ask.patience().toMillis());
        answer(); // a worker that can answers within the moment
      } else if (effect instanceof NoticingEffect.Reap reap) {
        judge(reap.order().alarm());
        reapers.add(new Reaper(later(), null));
        if (random.nextInt(4) == 0) {
          reapers.add(new Reaper(later(), null)); // the first was taken for dead
        }
      } else if (effect instanceof NoticingEffect.ReapAgain again) {
        looks.add(now + again.pause().toMillis());
      } else if (!(effect instanceof NoticingEffect.AwaitReturn)) {
        throw new AssertionError(effect);
      }
    }

    private void judge(Alarm alarm) {
      if (worker.canAct() && worker.lastTrouble < alarm.noticed().toEpochMilli()) {
        provedThoughPrompt++;
      }
    }

    private long later() {
      return now + random.nextInt(LATE_MILLIS);
    }

    private void reap() {
      if (!looks.isEmpty() && looks.element() <= now) {
        looks.remove();
        inbox.add(new NoticingEvent.GatheredAgain(new Harvest(random.nextInt(2), 0, 0, 0)));
      }
      List<Reaper> due = reapers.stream().filter(reaper -> reaper.at() <= now).toList();
      reapers.removeAll(due);
      for (Reaper reaper : due) {
        if (reaper.read() == null) {
          reapers.add(new Reaper(later(), List.copyOf(worker.held)));
        } else {
          reaper.read().forEach(token -> token.agent().fail(token.attempt()));
          inbox.add(new NoticingEvent.Gathered(new Harvest(reaper.read().size(), 0, 0, 0)));
        }
      }
    }
  }

  @Override
  public String toString() {
    return "at %d: %s"
        .formatted(now, leases.stream().map(lease -> lease.noticing).toList());
  }
}
