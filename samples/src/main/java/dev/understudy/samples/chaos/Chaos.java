package dev.understudy.samples.chaos;

import dev.understudy.samples.chaos.judge.AllStay;
import dev.understudy.samples.chaos.judge.PausesFollow;
import dev.understudy.samples.chaos.judge.Rule;
import dev.understudy.samples.chaos.judge.Seen;
import dev.understudy.samples.chaos.judge.Tally;
import dev.understudy.samples.chaos.judge.TaskEnd;
import dev.understudy.samples.chaos.judge.Violation;
import dev.understudy.samples.stage.Cast;
import dev.understudy.samples.stage.Patience;
import dev.understudy.samples.stage.Terminal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lives through a plan, and stops at the first promise that is broken. Confined to one thread. */
final class Chaos {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration JUDGING = Duration.ofSeconds(2);

  /** What every step may need that has to be tried again elsewhere, and some more. */
  private static final Duration LAST_TURN = Duration.ofSeconds(90);

  private static final Duration SETTLING = Duration.ofSeconds(90);
  /** On a busy machine one or two may not come up in time; from so many on, something is wrong. */
  private static final int TOO_MANY_STILLBORN = 3;

  private static final Duration STOPPING = Duration.ofSeconds(30);

  private final Plan plan;
  private final Scene scene;
  private final Terminal terminal;
  private final Patience patience;
  private final List<Rule> rules;
  private final Map<Kind, Integer> injected = new EnumMap<>(Kind.class);
  private long judgedNanos = System.nanoTime();

  private Chaos(Plan plan, Scene scene, Terminal terminal) {
    this.plan = plan;
    this.scene = scene;
    this.terminal = terminal;
    this.rules = new ArrayList<>(Rule.ALL);
    rules.add(new PausesFollow(plan.users(), plan.grace()));
    this.patience = scene.patience().whilst(this::attend);
  }

  static ChaosFindings live(Plan plan, Cast cast, Terminal terminal) {
    try (Scene scene = Scene.set(plan, cast, terminal)) {
      return new Chaos(plan, scene, terminal).live();
    }
  }

  private ChaosFindings live() {
    List<Violation> violations = new ArrayList<>();
    try {
      liveThrough();
    } catch (BrokenPromise broken) {
      violations.addAll(broken.violations());
    }
    Tally tally = Tally.of(scene.seen()).with("stillborn", scene.stillborn());
    return new ChaosFindings(plan, injected, leftOut(), tally, violations);
  }

  private Map<String, String> leftOut() {
    Map<String, String> leftOut = new LinkedHashMap<>(plan.leftOut());
    leftOut.putAll(scene.leftOut());
    return leftOut;
  }

  private void liveThrough() {
    patience.until("all agents to enter", scene::areAllHere);
    terminal.print(System.currentTimeMillis(), "all agents are there: it begins");
    injectAll();
    calmDown();
    end();
  }

  private void injectAll() {
    Deque<Injection> schedule = new ArrayDeque<>(plan.schedule());
    long startMillis = System.currentTimeMillis();
    long sinceMillis = 0;
    long lagMillis = 0;
    while (sinceMillis < plan.length().toMillis()) {
      scene.people().pass(sinceMillis);
      Injection next = schedule.peekFirst();
      if (next != null && next.atMillis() + lagMillis <= sinceMillis && isDone(next)) {
        schedule.removeFirst();
        // What comes next keeps its distance, or all that had to wait would come at once.
        lagMillis = sinceMillis - next.atMillis();
      }
      patience.rest(TICK);
      sinceMillis = System.currentTimeMillis() - startMillis;
    }
  }

  private boolean isDone(Injection injection) {
    Optional<String> victim = scene.inject(injection);
    victim.ifPresent(name -> {
      injected.merge(injection.kind(), 1, Integer::sum);
      String lasting = injection.lastingMillis() == 0
          ? ""
          : " for %s s".formatted(Terminal.seconds(injection.lastingMillis()));
      terminal.print(
          System.currentTimeMillis(),
          "%-17s %s%s".formatted(injection.kind().word(), name, lasting));
    });
    return victim.isPresent();
  }

  /** Whatever has to be done while something is awaited. */
  private void attend() {
    scene.pass();
    require(scene.crashed().stream()
        .map(worker -> new Violation("crash", worker + " ended by itself"))
        .toList());
    requireBirths();
    if (System.nanoTime() - judgedNanos > JUDGING.toNanos()) {
      judge(rules);
      judgedNanos = System.nanoTime();
    }
  }

  private void requireBirths() {
    int stillborn = scene.stillborn();
    require(
        stillborn < TOO_MANY_STILLBORN
            ? List.of()
            : List.of(new Violation(
                "crash", "%s workers ended before they were ready".formatted(stillborn))));
  }

  private void judge(List<Rule> all) {
    Seen seen = scene.seen();
    long nowMillis = System.currentTimeMillis();
    require(
        all.stream().flatMap(rule -> rule.violations(seen, nowMillis).stream()).toList());
  }

  private static void require(List<Violation> none) {
    if (!none.isEmpty()) {
      throw new BrokenPromise(none);
    }
  }

  private void calmDown() {
    terminal.print(System.currentTimeMillis(), "it is over: all workers are left alone");
    patience.until("all workers to be back", scene::isAtPeace);
    patience.until("all users to be back", scene.people()::areSettled);
    // In the time that they have to be back after a server had forgotten them.
    var unused =
        patience.within(SETTLING, () -> Optional.of(true).filter(yes -> scene.areAllHere()));
    require(
        new AllStay(scene.drills().agents()).violations(scene.seen(), System.currentTimeMillis()));
  }

  private void end() {
    terminal.print(System.currentTimeMillis(), "the tasks are told to come to an end");
    scene.drills().end();
    List<TaskEnd> ends = new ArrayList<>();
    for (String agent : scene.drills().agents()) {
      Optional<TaskEnd> end = patience.within(LAST_TURN, () -> scene.drills().end(agent));
      require(
          end.isPresent()
              ? List.of()
              : List.of(new Violation("work", "the task of %s stands still".formatted(agent))));
      end.ifPresent(ends::add);
    }
    leave();
    Seen seen = scene.seen();
    requireNothingLeft();
    require(ends.stream().flatMap(end -> end.violations(seen).stream()).toList());
    judge(rules);
    judge(Rule.IN_THE_END);
  }

  /** Threads and connections may take a minute to end that nobody needs any more. */
  private void requireNothingLeft() {
    Optional<Boolean> isNothing = patience.within(
        SETTLING, () -> Optional.of(true).filter(yes -> scene.excess().isEmpty()));
    require(
        isNothing.isPresent()
            ? List.of()
            : scene.excess().stream()
                .map(what -> new Violation("left behind", what))
                .toList());
    terminal.print(System.currentTimeMillis(), "all workers are told to stop");
    Optional<Boolean> areGone = scene
        .patience()
        .within(STOPPING, () -> Optional.of(true).filter(yes -> scene.haveStopped()));
    require(
        areGone.isPresent()
            ? List.of()
            : List.of(new Violation("left behind", "a worker that was told to stop goes on")));
  }

  /** Ghosts of the last who died may stay for as long as Ably keeps them. */
  private void leave() {
    Duration ghosts = plan.ground().policy().remainPresentFor().plusSeconds(15);
    boolean areGone = patience
        .within(ghosts, () -> Optional.of(true).filter(yes -> scene.areAllGone()))
        .isPresent();
    require(
        areGone
            ? List.of()
            : List.of(new Violation("left behind", "agents are seen whose tasks are over")));
  }
}
