package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Member;
import dev.understudy.presence.Roster;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TenancyTest {
  private static final Tenure OURS = new Tenure(50, 2);
  private static final AttendanceSpec SPEC =
      new AttendanceSpec("task", new SessionName("room:42"), ModelSession.AGENT, 50);
  private static final Status FIRST = status(1, "begins");
  private static final AgentPresence SHOWN = AgentPresence.present("task", OURS, "ours", FIRST);
  private static final AgentPresence RIVAL =
      AgentPresence.present("rival", new Tenure(20, 1), "other", FIRST);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final long LATER = PATIENCE.toNanos();
  private static final TenancyEvent.Refusal TOO_MANY =
      new TenancyEvent.Refusal("too many", 42910, false);
  private static final TenancyEvent.Refusal NOT_PERMITTED =
      new TenancyEvent.Refusal("not permitted", 40160, true);
  private static final TenancyEffect.Show ENTER = new TenancyEffect.Show(1, SHOWN);

  private Tenancy tenancy =
      Tenancy.of(SPEC, new AttendanceDetails("ours", OURS, FIRST), PATIENCE, 0);

  private static Status status(long sequence, String text) {
    return new Status(sequence, AgentState.ACTIVE, text, Map.of());
  }

  private static AgentPresence showing(Status status) {
    return AgentPresence.present("task", OURS, "ours", status);
  }

  private static Member member(String connection, AgentPresence data) {
    return new Member("writer", connection, Optional.of(data), Optional.empty());
  }

  private static TenancyEvent view(Optional<AgentPresence> own, AgentPresence... others) {
    return view(Optional.empty(), own, others);
  }

  private static TenancyEvent view(
      Optional<Status> said, Optional<AgentPresence> own, AgentPresence... others) {
    Roster roster = own.map(data -> Roster.EMPTY.with(member("ours", data))).orElse(Roster.EMPTY);
    for (AgentPresence other : others) {
      roster = roster.with(member("theirs-" + other.tenure(), other));
    }
    return new TenancyEvent.Viewed(new ChannelSnapshot(roster, own, said));
  }

  private static TenancyEvent said(Status status) {
    return view(Optional.of(status), Optional.of(SHOWN));
  }

  private List<TenancyEffect> on(TenancyEvent event) {
    return on(event, 0);
  }

  private List<TenancyEffect> on(TenancyEvent event, long nowNanos) {
    Tenancy.Step step = tenancy.on(event, nowNanos);
    tenancy = step.next();
    return step.effects();
  }

  private void enter() {
    on(view(Optional.empty()));
    on(new TenancyEvent.Acknowledged(ENTER));
    on(view(Optional.of(SHOWN)));
  }

  private static TenancyEffect.Leave leaving(int view, LeaveReason reason) {
    return new TenancyEffect.Leave(view, AgentPresence.leaving("task", OURS, reason));
  }

  @Nested
  class WhenItBegins {
    @Test
    void entersOnceTheSessionIsInView() {
      assertThat(on(new TenancyEvent.Heard(0))).isEmpty();
      assertThat(on(view(Optional.empty()))).containsExactly(ENTER);
    }

    @Test
    void tellsItsTaskWhoIsThereOnceItHasEntered() {
      on(view(Optional.empty()));

      List<TenancyEffect> effects = on(new TenancyEvent.Acknowledged(ENTER));

      assertThat(effects)
          .hasExactlyElementsOfTypes(TenancyEffect.NoteEntered.class, TenancyEffect.Report.class);
    }

    @Test
    void endsWhenItIsRefusedForGood() {
      on(view(Optional.empty()));

      List<TenancyEffect> effects = on(new TenancyEvent.Refused(ENTER, NOT_PERMITTED));

      assertThat(effects)
          .containsExactly(
              new TenancyEffect.Fail(new TenancyEffect.ByAbly(NOT_PERMITTED)),
              new TenancyEffect.End(Optional.empty()));
    }

    @Test
    void entersHoweverOftenItIsRefusedForNow() {
      on(view(Optional.empty()));

      for (int refusals = 1; refusals <= 20; refusals++) {
        assertThat(on(new TenancyEvent.Refused(ENTER, TOO_MANY)))
            .containsExactly(new TenancyEffect.AwaitMoment(TOO_MANY, refusals));
        assertThat(on(view(Optional.empty()))).as("does not wait").isEmpty();
        assertThat(on(new TenancyEvent.MomentPassed())).containsExactly(ENTER);
      }
    }

    @Test
    void takesTheMemberOverThatItsPredecessorHasEnteredOverTheSameConnection() {
      AgentPresence old = AgentPresence.present("task", new Tenure(50, 1), "ours", FIRST);
      assertThat(on(view(Optional.of(old)))).containsExactly(ENTER);

      assertThat(on(new TenancyEvent.Refused(ENTER, NOT_PERMITTED)))
          .containsExactly(
              new TenancyEffect.Fail(new TenancyEffect.ByAbly(NOT_PERMITTED)),
              new TenancyEffect.WatchForEnd());
      assertThat(on(new TenancyEvent.LeaveOrdered(LeaveReason.FAILED)))
          .containsExactly(new TenancyEffect.StopHeartbeat(), leaving(1, LeaveReason.FAILED));
    }

    @Test
    void asksAboutARivalFirstAndGivesWayToOneThatRuns() {
      var question = new TenancyEffect.AskWhetherRuns(1, "rival");
      assertThat(on(view(Optional.empty(), RIVAL))).containsExactly(question);

      List<TenancyEffect> effects = on(new TenancyEvent.Answered(question, true));

      assertThat(effects)
          .containsExactly(
              new TenancyEffect.Fail(new TenancyEffect.NameTaken("rival")),
              new TenancyEffect.End(Optional.empty()));
    }

    @Test
    void entersBesideTheGhostOfATaskThatIsOver() {
      on(view(Optional.empty(), RIVAL));

      List<TenancyEffect> effects =
          on(new TenancyEvent.Answered(new TenancyEffect.AskWhetherRuns(1, "rival"), false));

      assertThat(effects).containsExactly(ENTER);
    }

    @Test
    void leavesWhatHasJustBeenEnteredThoughThatIsNotSeenYet() {
      on(view(Optional.empty()));
      assertThat(on(new TenancyEvent.LeaveOrdered(LeaveReason.FAILED)))
          .containsExactly(new TenancyEffect.StopHeartbeat());

      assertThat(on(new TenancyEvent.Acknowledged(ENTER)))
          .containsExactly(leaving(1, LeaveReason.FAILED));
    }

    @Test
    void endsOnceARefusalComesThatTheOrderToLeaveOvertook() {
      on(view(Optional.empty()));
      on(new TenancyEvent.LeaveOrdered(LeaveReason.FAILED));

      assertThat(on(new TenancyEvent.Refused(ENTER, TOO_MANY)))
          .containsExactly(new TenancyEffect.End(Optional.empty()));
    }
  }

  @Nested
  class WhenItIsThere {
    private final Status news = status(2, "reads");
    private final TenancyEffect.Show showNews = new TenancyEffect.Show(1, showing(news));

    @Test
    void showsWhatIsNewInItsTurnAndLetsItsHeartbeatsSayIt() {
      enter();

      assertThat(on(said(news)))
          .startsWith(
              new TenancyEffect.Say(new AttendanceDetails("ours", OURS, news)),
              new TenancyEffect.AwaitTurn())
          .hasSize(3)
          .last()
          .isInstanceOf(TenancyEffect.Report.class);
      assertThat(on(new TenancyEvent.TurnCame())).containsExactly(showNews);
    }

    @Test
    void heedsNoOlderStatus() {
      enter();

      assertThat(on(said(status(0, "slept")))).noneMatch(TenancyEffect.Say.class::isInstance);
    }

    @Test
    void showsNothingNewAndTellsNothingUntilItIsHeardAgain() {
      enter();
      on(said(news));

      assertThat(on(said(news), LATER)).isEmpty();
      assertThat(on(new TenancyEvent.TurnCame(), LATER)).isEmpty();
      assertThat(on(new TenancyEvent.Heard(LATER), LATER))
          .startsWith(new TenancyEffect.AwaitTurn());
    }

    @Test
    void staysWhenSomethingNewIsRefusedForGood() {
      enter();
      on(said(news));
      on(new TenancyEvent.TurnCame());

      assertThat(on(new TenancyEvent.Refused(showNews, NOT_PERMITTED)))
          .containsExactly(
              new TenancyEffect.Fail(new TenancyEffect.ByAbly(NOT_PERMITTED)),
              new TenancyEffect.WatchForEnd());
      assertThat(tenancy).isInstanceOf(StayingTenancy.Lingering.class);
    }

    @Test
    void showsWhatIsNewInALaterTurnWhenItIsRefusedForNow() {
      enter();
      on(said(news));
      on(new TenancyEvent.TurnCame());

      assertThat(on(new TenancyEvent.Refused(showNews, TOO_MANY)))
          .containsExactly(new TenancyEffect.AwaitMoment(TOO_MANY, 1));
      assertThat(on(new TenancyEvent.MomentPassed()))
          .containsExactly(new TenancyEffect.AwaitTurn());
      assertThat(on(new TenancyEvent.TurnCame())).containsExactly(showNews);
    }

    @Test
    void leavesForAHigherTenureThoughItIsRefusedForNow() {
      enter();
      on(said(news));
      on(new TenancyEvent.TurnCame());
      on(new TenancyEvent.Refused(showNews, TOO_MANY));
      AgentPresence next = AgentPresence.present("task", new Tenure(50, 3), "next", FIRST);

      assertThat(on(view(Optional.of(SHOWN), next)))
          .containsExactly(new TenancyEffect.StopHeartbeat(), leaving(1, LeaveReason.SUPERSEDED));
    }

    @Test
    void comesBackAtOnceWhenItsMemberGoesWhileItIsRefusedForNow() {
      enter();
      on(said(news));
      on(new TenancyEvent.TurnCame());
      on(new TenancyEvent.Refused(showNews, TOO_MANY));

      assertThat(on(view(Optional.empty()))).startsWith(showNews);
    }

    @Test
    void givesWayToARivalThatCameBeforeAndStaysUntilAnotherAttempt() {
      enter();
      var question = new TenancyEffect.AskWhetherRuns(1, "rival");
      assertThat(on(view(Optional.of(SHOWN), RIVAL))).contains(question);

      assertThat(on(new TenancyEvent.Answered(question, true)))
          .containsExactly(
              new TenancyEffect.Fail(new TenancyEffect.NameTaken("rival")),
              new TenancyEffect.WatchForEnd());
    }

    @Test
    void leavesWithoutAWordWhenAnotherIsInItsPlaceAndItsTaskIsOver() {
      enter();
      var question = new TenancyEffect.AskWhetherRuns(1, "task");
      assertThat(on(view(Optional.of(RIVAL)))).startsWith(question);

      assertThat(on(new TenancyEvent.Answered(question, false)))
          .containsExactly(
              new TenancyEffect.StopHeartbeat(), new TenancyEffect.End(Optional.empty()));
    }

    @Test
    void leavesWhenAHigherTenureIsThere() {
      enter();
      AgentPresence next = AgentPresence.present("task", new Tenure(50, 3), "next", FIRST);

      assertThat(on(view(Optional.of(SHOWN), next)))
          .containsExactly(new TenancyEffect.StopHeartbeat(), leaving(1, LeaveReason.SUPERSEDED));
      assertThat(on(new TenancyEvent.Acknowledged(leaving(1, LeaveReason.SUPERSEDED))))
          .containsExactly(new TenancyEffect.End(Optional.of(LeaveReason.SUPERSEDED)));
    }

    @Test
    void comesBackAtOnceWhenItsMemberIsGone() {
      enter();

      assertThat(on(view(Optional.empty()))).startsWith(ENTER);
    }

    @Test
    void makesWayWithoutLeaving() {
      enter();

      assertThat(on(new TenancyEvent.Replaced()))
          .containsExactly(new TenancyEffect.End(Optional.empty()));
    }

    @Test
    void endsWithItsChannel() {
      enter();
      on(new TenancyEvent.ViewLost());

      assertThat(on(new TenancyEvent.ChannelLost(TOO_MANY)))
          .containsExactly(
              new TenancyEffect.Fail(new TenancyEffect.ByAbly(TOO_MANY)),
              new TenancyEffect.End(Optional.empty()));
    }
  }

  @Nested
  class WhenTheViewIsLost {
    @Test
    void showsItselfAnewInTheNextInItsTurnAlthoughItIsThere() {
      enter();
      on(new TenancyEvent.ViewLost());

      assertThat(on(view(Optional.of(SHOWN)), LATER))
          .containsExactly(new TenancyEffect.AwaitTurn());
      assertThat(on(new TenancyEvent.TurnCame(), LATER))
          .containsExactly(new TenancyEffect.Show(2, SHOWN));
    }

    @Test
    void showsNothingElseThanBeforeUntilItIsHeardAgain() {
      Status news = status(2, "reads");
      enter();
      on(new TenancyEvent.ViewLost());
      on(said(news), LATER);

      assertThat(on(new TenancyEvent.TurnCame(), LATER))
          .containsExactly(new TenancyEffect.Show(2, SHOWN));
      on(new TenancyEvent.Acknowledged(new TenancyEffect.Show(2, SHOWN)), LATER);
      on(new TenancyEvent.Heard(LATER), LATER);
      assertThat(on(new TenancyEvent.TurnCame(), LATER))
          .containsExactly(new TenancyEffect.Show(2, showing(news)));
    }

    @Test
    void showsNothingMoreIfAHigherTenureIsInTheNext() {
      enter();
      on(new TenancyEvent.ViewLost());
      AgentPresence next = AgentPresence.present("task", new Tenure(50, 3), "next", FIRST);

      assertThat(on(view(Optional.empty(), next)))
          .containsExactly(
              new TenancyEffect.StopHeartbeat(), new TenancyEffect.End(Optional.empty()));
    }

    @Test
    void takesNoLateAnswerForOneToWhatItAsksNow() {
      on(view(Optional.empty()));
      on(new TenancyEvent.ViewLost());
      on(view(Optional.empty()));

      assertThat(on(new TenancyEvent.Refused(ENTER, TOO_MANY))).isEmpty();
      assertThat(on(new TenancyEvent.Acknowledged(ENTER)))
          .hasExactlyElementsOfTypes(TenancyEffect.NoteEntered.class, TenancyEffect.Report.class);
    }

    @Test
    void waitsWithLeavingUntilTheNext() {
      enter();
      on(new TenancyEvent.ViewLost());

      assertThat(on(new TenancyEvent.LeaveOrdered(LeaveReason.COMPLETED)))
          .containsExactly(new TenancyEffect.StopHeartbeat());
      assertThat(on(view(Optional.of(SHOWN)))).containsExactly(leaving(2, LeaveReason.COMPLETED));
    }
  }

  @Nested
  class WhenItIsGivenBack {
    private final AgentPresence handingOff =
        showing(FIRST.withState(AgentState.HANDING_OFF, FIRST.sequence()));

    @Test
    void failsItsAttemptAndShowsAtOnceThatItHandsOff() {
      enter();

      assertThat(on(new TenancyEvent.RelayOrdered()))
          .containsExactly(
              new TenancyEffect.Fail(new TenancyEffect.Relayed()),
              new TenancyEffect.WatchForEnd(),
              new TenancyEffect.Show(1, handingOff));
    }

    @Test
    void staysUntilAHigherTenureIsSeen() {
      enter();
      on(new TenancyEvent.RelayOrdered());
      on(new TenancyEvent.Acknowledged(new TenancyEffect.Show(1, handingOff)));
      assertThat(on(view(Optional.of(handingOff)))).isEmpty();

      AgentPresence next = AgentPresence.present("task", new Tenure(50, 3), "next", FIRST);
      assertThat(on(view(Optional.of(handingOff), next)))
          .contains(leaving(1, LeaveReason.SUPERSEDED));
    }

    @Test
    void lingersAsItIsWhenTemporalCountsOnAnother() {
      enter();

      assertThat(on(new TenancyEvent.Over())).containsExactly(new TenancyEffect.WatchForEnd());
      assertThat(on(said(status(2, "reads")))).isEmpty();
    }

    @Test
    void makesWayForTheAttemptThatAnOperatorWants() {
      enter();

      assertThat(on(new TenancyEvent.ResetOrdered()))
          .containsExactly(
              new TenancyEffect.Fail(new TenancyEffect.Reset()), new TenancyEffect.WatchForEnd());
      assertThat(on(new TenancyEvent.Replaced()))
          .containsExactly(new TenancyEffect.End(Optional.empty()));
    }

    @Test
    void comesBackWhileItLingers() {
      enter();
      on(new TenancyEvent.Over());

      assertThat(on(view(Optional.empty()))).containsExactly(ENTER);
    }
  }

  @Nested
  class WhenItLeaves {
    private final TenancyEffect.Leave lastWords = leaving(1, LeaveReason.COMPLETED);

    private void leave() {
      enter();
      on(new TenancyEvent.LeaveOrdered(LeaveReason.COMPLETED));
    }

    @Test
    void triesAgainAfterAMomentWhenItIsRefused() {
      leave();

      assertThat(on(new TenancyEvent.Refused(lastWords, TOO_MANY)))
          .containsExactly(new TenancyEffect.AwaitMoment(TOO_MANY, 1));
      assertThat(on(new TenancyEvent.MomentPassed())).containsExactly(lastWords);
    }

    @Test
    void makesNothingOfARefusalThatComesLate() {
      leave();
      on(new TenancyEvent.ViewLost());
      on(view(Optional.of(SHOWN)));

      assertThat(on(new TenancyEvent.Refused(lastWords, TOO_MANY))).isEmpty();
    }

    @Test
    void obeysTheFirstOrderAlone() {
      leave();

      assertThat(on(new TenancyEvent.LeaveOrdered(LeaveReason.FAILED))).isEmpty();
      assertThat(on(new TenancyEvent.Acknowledged(lastWords)))
          .containsExactly(new TenancyEffect.End(Optional.of(LeaveReason.COMPLETED)));
    }

    @Test
    void takesNobodyElseAway() {
      on(view(Optional.empty()));
      on(new TenancyEvent.Acknowledged(ENTER));
      on(view(Optional.of(RIVAL)));

      assertThat(on(new TenancyEvent.LeaveOrdered(LeaveReason.COMPLETED)))
          .containsExactly(new TenancyEffect.StopHeartbeat());
      assertThat(on(new TenancyEvent.Answered(new TenancyEffect.AskWhetherRuns(1, "rival"), true)))
          .containsExactly(new TenancyEffect.End(Optional.empty()));
    }

    @Test
    void makesNothingOfAnythingAfterItsEnd() {
      leave();
      on(new TenancyEvent.Acknowledged(lastWords));

      assertThat(on(view(Optional.empty()))).isEmpty();
      assertThat(on(new TenancyEvent.RelayOrdered())).isEmpty();
      assertThat(on(new TenancyEvent.Replaced())).isEmpty();
      assertThat(on(new TenancyEvent.ChannelLost(TOO_MANY))).isEmpty();
    }
  }

  @Nested
  class WhenItsWorkerLosesAbly {
    private final TenancyEffect.Fail handBack =
        new TenancyEffect.Fail(new TenancyEffect.HandedBack());

    private List<TenancyEffect> loses(boolean isForLong) {
      on(new TenancyEvent.ViewLost());
      return on(new TenancyEvent.CutOff(isForLong));
    }

    @Test
    void handsTheAgentBackAtOnceIfItHasNotEntered() {
      assertThat(loses(false)).contains(handBack);
    }

    @Test
    void keepsAnAgentThatHasEnteredUntilTheLossIsForLong() {
      enter();

      assertThat(loses(false)).isEmpty();
      assertThat(on(new TenancyEvent.CutOff(true)))
          .containsExactlyInAnyOrder(handBack, new TenancyEffect.WatchForEnd());
    }

    @Test
    void handsBackOnce() {
      enter();
      loses(true);

      assertThat(loses(true)).isEmpty();
    }

    @Test
    void comesBackAsItWasIfNobodyHasTakenTheAgent() {
      enter();
      loses(true);

      assertThat(on(view(Optional.empty()))).containsExactly(new TenancyEffect.Show(2, SHOWN));
    }

    @Test
    void leavesOnceItSeesThatAnotherHasTakenTheAgent() {
      enter();
      loses(true);

      AgentPresence next = AgentPresence.present("task", new Tenure(50, 3), "other", FIRST);
      assertThat(on(view(Optional.of(SHOWN), next))).contains(leaving(2, LeaveReason.SUPERSEDED));
    }
  }
}
