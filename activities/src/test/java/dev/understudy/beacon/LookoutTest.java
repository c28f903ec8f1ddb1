package dev.understudy.beacon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import dev.understudy.presence.Member;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LookoutTest {
  private static final WorkerRun SELF = run("a", 1);
  private static final WorkerRun OTHER = run("b", 1);
  private static final WorkerRun THIRD = run("c", 1);

  private Lookout lookout = Lookout.of(SELF);
  private Map<Member.Key, WorkerRun> present = new HashMap<>();
  private Duration now = Duration.ZERO;

  private static WorkerRun run(String worker, int number) {
    return new WorkerRun("work", worker, worker + "-" + number);
  }

  /** On a connection that is called as the run is. */
  private static Member.Key member(WorkerRun run) {
    return new Member.Key(run.worker(), run.run());
  }

  private List<LookoutEffect> on(LookoutEvent event) {
    if (event instanceof LookoutEvent.Came came) {
      present.put(came.member(), came.run());
    } else if (event instanceof LookoutEvent.Went went) {
      present.remove(went.member());
    } else if (event instanceof LookoutEvent.Seen seen) {
      present = new HashMap<>(seen.beacons());
    }
    Lookout.Step step = lookout.on(event, now.toNanos());
    lookout = step.next();
    return step.effects();
  }

  private List<LookoutEffect> sees(WorkerRun... runs) {
    Map<Member.Key, WorkerRun> beacons = new HashMap<>();
    List.of(runs).forEach(run -> beacons.put(member(run), run));
    return on(new LookoutEvent.Seen(beacons));
  }

  private List<LookoutEffect> comes(WorkerRun run) {
    return on(new LookoutEvent.Came(member(run), run));
  }

  private List<LookoutEffect> goesOut(WorkerRun run) {
    return on(new LookoutEvent.Went(member(run), false));
  }

  private List<LookoutEffect> saysGoodbye(WorkerRun run) {
    return on(new LookoutEvent.Went(member(run), true));
  }

  private List<LookoutEffect> looks(WorkerRun... open) {
    return on(new LookoutEvent.Looked(List.of(open)));
  }

  private List<LookoutEffect> losesSight() {
    return on(new LookoutEvent.Blinded());
  }

  /** In its turn, among those that are there now. */
  private LookoutEffect tell(WorkerRun run, Suspicion why) {
    int before = Rank.of(lookout.self(), run, present.values());
    return new LookoutEffect.Tell(
        run, why, why == Suspicion.BEACON ? Lookout.TURN.multipliedBy(before) : Duration.ZERO);
  }

  @Nested
  class WhileItWatches {
    {
      sees(SELF, OTHER, THIRD);
    }

    @Test
    void suspectsAWorkerWhoseBeaconGoesOut() {
      assertThat(goesOut(OTHER)).containsExactly(tell(OTHER, Suspicion.BEACON));
      assertThat(lookout.suspects(OTHER)).isTrue();
    }

    @Test
    void suspectsNobodyWhoSaysGoodbye() {
      assertThat(saysGoodbye(OTHER)).isEmpty();
    }

    @Test
    void suspectsNobodyWhoseConnectionWasReplaced() {
      on(new LookoutEvent.Came(new Member.Key("b", "next"), OTHER));

      assertThat(goesOut(OTHER)).isEmpty();
    }

    @Test
    void suspectsNobodyWhoseGhostLeavesAfterTheGoodbye() {
      on(new LookoutEvent.Came(new Member.Key("b", "next"), OTHER));
      on(new LookoutEvent.Went(new Member.Key("b", "next"), true));

      assertThat(goesOut(OTHER)).isEmpty();
    }

    @Test
    void doesNotSuspectItself() {
      assertThat(goesOut(SELF)).isEmpty();
      assertThat(looks(SELF, OTHER, THIRD)).isEmpty();
    }

    @Test
    void suspectsNobodyAnyMoreWhoHasComeBack() {
      goesOut(OTHER);

      comes(OTHER);

      assertThat(lookout.suspects(OTHER)).isFalse();
      assertThat(goesOut(OTHER)).containsExactly(tell(OTHER, Suspicion.BEACON));
    }

    @Test
    void forgetsASuspicionThatIsOld() {
      goesOut(OTHER);
      now = now.plus(Lookout.MEMORY).plusNanos(1);

      goesOut(THIRD);

      assertThat(lookout.suspects(OTHER)).isFalse();
      assertThat(lookout.suspects(THIRD)).isTrue();
    }

    @Test
    void knowsNothingOfWhoHasNeverBeenThere() {
      assertThat(goesOut(run("x", 1))).isEmpty();
    }
  }

  @Nested
  class OfMany {
    private final List<WorkerRun> all =
        IntStream.range(0, 9).mapToObj(number -> run("w" + number, 1)).toList();

    private List<WorkerRun> speakersOf(WorkerRun dead, List<WorkerRun> left) {
      return left.stream().filter(one -> Rank.speaks(one, dead, left)).toList();
    }

    @Test
    void threeSpeak() {
      assertThat(speakersOf(all.get(0), all.subList(1, 9))).hasSize(3);
      assertThat(speakersOf(all.get(0), all.subList(1, 3))).hasSize(2);
    }

    @Test
    void oneSpeaksAtOnceAndTheOthersInTheirTurn() {
      WorkerRun dead = all.get(0);

      List<Duration> turns = speakersOf(dead, all.subList(1, 9)).stream()
          .map(speaker -> {
            lookout = Lookout.of(speaker);
            sees(all.toArray(WorkerRun[]::new));
            return ((LookoutEffect.Tell) goesOut(dead).get(0)).after();
          })
          .toList();

      assertThat(turns)
          .containsExactlyInAnyOrder(Duration.ZERO, Lookout.TURN, Lookout.TURN.multipliedBy(2));
    }

    @Test
    void othersSpeakOfOthers() {
      long pairs = all.stream()
          .map(dead ->
              speakersOf(dead, all.stream().filter(one -> !one.equals(dead)).toList()))
          .distinct()
          .count();

      assertThat(pairs).isGreaterThan(3);
    }

    @Test
    void theNextSpeaksWhenASpeakerGoesOutAsWell() {
      WorkerRun dead = all.get(0);
      List<WorkerRun> speakers = speakersOf(dead, all.subList(1, 9));

      List<WorkerRun> next = all.subList(1, 9).stream()
          .filter(one -> !speakers.contains(one))
          .filter(one -> speaksOnceGone(one, dead, speakers.get(0)))
          .toList();

      assertThat(next).hasSize(1);
    }

    private boolean speaksOnceGone(WorkerRun self, WorkerRun dead, WorkerRun speaker) {
      lookout = Lookout.of(self);
      sees(all.toArray(WorkerRun[]::new));
      assertThat(goesOut(dead)).isEmpty();
      return goesOut(speaker).contains(tell(dead, Suspicion.BEACON));
    }
  }

  @Nested
  class AfterItsStart {
    @Test
    void looksAtOnceWhoShouldBeThere() {
      assertThat(sees(SELF)).containsExactly(new LookoutEffect.Look(Duration.ZERO));
      assertThat(looks(SELF, OTHER)).containsExactly(tell(OTHER, Suspicion.MISSING));
    }

    @Test
    void missesNobodyWhoIsThereByNow() {
      sees(SELF);
      comes(OTHER);

      assertThat(looks(SELF, OTHER)).isEmpty();
    }

    @Test
    void missesNobodyOfAnotherTaskQueue() {
      sees(SELF);

      assertThat(looks(new WorkerRun("other", "b", "b-1"))).isEmpty();
    }

    @Test
    void saysItWhateverItsRank() {
      List<WorkerRun> missing =
          IntStream.range(0, 20).mapToObj(number -> run("w" + number, 1)).toList();
      sees(SELF, OTHER, THIRD, run("d", 1), run("e", 1), run("f", 1), run("g", 1));

      assertThat(looks(missing.toArray(WorkerRun[]::new))).hasSize(20);
    }

    @Test
    void knowsNothingBeforeItSees() {
      assertThat(goesOut(OTHER)).isEmpty();
      assertThat(comes(OTHER)).isEmpty();
      assertThat(looks(OTHER)).isEmpty();
    }
  }

  @Nested
  class AfterALossOfSight {
    {
      sees(SELF, OTHER, THIRD);
      losesSight();
    }

    @Test
    void doesNotTakeForGoneWhoVanishedMeanwhile() {
      assertThat(goesOut(OTHER)).isEmpty();
      assertThat(sees(SELF)).containsExactly(new LookoutEffect.Look(Lookout.RETURN));
      assertThat(lookout.suspects(OTHER)).isFalse();
    }

    @Test
    void missesWhoHasNotComeBackInTime() {
      sees(SELF);
      comes(THIRD);

      assertThat(looks(SELF, OTHER, THIRD)).containsExactly(tell(OTHER, Suspicion.MISSING));
    }

    @Test
    void leavesItToThreeToSaySo() {
      List<WorkerRun> missing =
          IntStream.range(0, 20).mapToObj(number -> run("w" + number, 1)).toList();
      sees(SELF, OTHER, THIRD, run("d", 1), run("e", 1), run("f", 1), run("g", 1));

      assertThat(looks(missing.toArray(WorkerRun[]::new))).hasSizeBetween(1, 19);
    }

    @Test
    void suspectsNobodyByWhatItSawBefore() {
      sees(SELF, OTHER);
      goesOut(OTHER);

      losesSight();

      assertThat(lookout.suspects(OTHER)).isFalse();
    }
  }

  @Nested
  class WithANamesake {
    private final WorkerRun namesake = run("a", 2);

    @Test
    void warnsOnceIfItStays() {
      assertThat(sees(SELF, namesake)).contains(new LookoutEffect.AwaitNamesake(namesake));

      assertThat(on(new LookoutEvent.NamesakeDue(namesake)))
          .containsExactly(new LookoutEffect.WarnOf(namesake));
      assertThat(on(new LookoutEvent.NamesakeDue(namesake))).isEmpty();
      assertThat(comes(run("a", 3))).isEmpty();
    }

    @Test
    void doesNotWarnOfItsOwnLastRun() {
      sees(SELF, namesake);
      goesOut(namesake);

      assertThat(on(new LookoutEvent.NamesakeDue(namesake))).isEmpty();
    }

    @Test
    void suspectsItAsAnyOther() {
      sees(SELF, namesake);

      assertThat(goesOut(namesake)).containsExactly(tell(namesake, Suspicion.BEACON));
    }
  }
}
