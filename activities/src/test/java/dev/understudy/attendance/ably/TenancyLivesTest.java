package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random lives of tenures: refusals, views that are lost with answers in them, rivals over other connections and
 * in our place, higher tenures, heartbeats that fail, orders to leave and to hand over, in any order. The model
 * knows the truth, of which the tenure only hears. One case is one life of up to fifty events; in the end all becomes
 * quiet, and the session must look as the tenure's state wants it.
 */
class TenancyLivesTest {
  private static final int CASES = 100_000;
  private static final long SEED = 20_261_130;
  private static final Tenure OURS = new Tenure(50, 2);
  private static final AttendanceSpec SPEC =
      new AttendanceSpec("task", new SessionName("room:42"), ModelSession.AGENT, 50);
  private static final List<String> TASKS = List.of("task", "early", "late", "as-early", "twin");
  private static final Set<String> EARLIER = Set.of("early", "as-early");
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Test
  void askForNothingThatTheyShouldNotAndEndAsTheyShould() {
    for (int number = 0; number < CASES; number++) {
      new Life(SEED + number).live();
    }
  }

  /** One case: the truth, what is on its way, and the tenure. */
  private static final class Life {
    private final long seed;
    private final Random random;
    private final ModelSession session;
    private final Set<String> running = new HashSet<>(TASKS);
    private final List<TenancyEffect.AskWhetherRuns> questions = new ArrayList<>();
    private final List<TenancyEvent> story = new ArrayList<>();
    private Tenancy tenancy;
    private long now = Long.MAX_VALUE - Duration.ofSeconds(60).toNanos();
    private long heardAt = now;
    private int turns;
    private int moments;
    private long sequence = 100;

    // What the tenure knows.
    private @Nullable ChannelSnapshot seen;
    private Optional<AgentPresence> acknowledged = Optional.empty();
    private Optional<TenancyEffect.Request> awaited = Optional.empty();
    private boolean hasEntered;
    private boolean isOwnTaskOver;
    private boolean isSuperseded;
    private boolean isTaken;
    private boolean isInLine;
    private final Set<String> foundRunning = new HashSet<>();
    private final Set<String> foundOver = new HashSet<>();

    // What it was told, and did.
    private Optional<LeaveReason> ordered = Optional.empty();
    private boolean isGivenBack;
    private boolean isLeaving;
    private boolean isStopped;
    private boolean isEnded;
    private boolean isReplaced;
    private boolean isChannelLost;

    Life(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.session = new ModelSession(random);
      Status first = new Status(50, AgentState.ACTIVE, "", Map.of());
      this.tenancy =
          Tenancy.of(SPEC, new AttendanceDetails("ours", OURS, first), PATIENCE, heardAt);
    }

    void live() {
      for (int events = 1 + random.nextInt(50); events > 0; events--) {
        now += random.nextInt(4) * 1_000_000_000L;
        happen();
      }
      becomeQuiet();
    }

    private void happen() {
      switch (random.nextInt(16)) {
        case 0, 1, 2 -> session.takeNext(true);
        case 3, 4, 5 -> session.nextNews().ifPresent(this::deliver);
        case 6, 7 -> viewOrLose();
        case 8 -> answerQuestion();
        case 9 -> session.nextLate().ifPresent(this::deliver);
        case 10 -> beat();
        case 11 -> turnOrMoment();
        case 12 -> giveOrder();
        default -> change();
      }
    }

    private void viewOrLose() {
      if (seen == null && !isChannelLost) {
        deliver(session.view());
      } else if (random.nextInt(3) == 0) {
        session.lose();
        deliver(new TenancyEvent.ViewLost());
      }
    }

    private void answerQuestion() {
      if (!questions.isEmpty()) {
        var question = questions.remove(random.nextInt(questions.size()));
        deliver(new TenancyEvent.Answered(question, running.contains(question.task())));
      }
    }

    private void beat() {
      if (isStopped || isGivenBack) {
        return;
      }
      if (random.nextInt(8) == 0) {
        deliver(new TenancyEvent.Over());
      } else {
        deliver(new TenancyEvent.Heard(now - random.nextInt(2_000) * 1_000_000L));
      }
    }

    private void turnOrMoment() {
      if (turns > 0) {
        turns--;
        deliver(new TenancyEvent.TurnCame());
      } else if (moments > 0) {
        moments--;
        deliver(new TenancyEvent.MomentPassed());
      }
    }

    private void giveOrder() {
      switch (random.nextInt(12)) {
        case 0, 1 ->
          deliver(new TenancyEvent.LeaveOrdered(
              random.nextBoolean() ? LeaveReason.COMPLETED : LeaveReason.TERMINATED));
        case 2, 3 -> deliver(new TenancyEvent.HandOverOrdered());
        case 4 -> {
          if (random.nextInt(4) == 0) {
            session.lose();
            deliver(new TenancyEvent.ViewLost());
            deliver(new TenancyEvent.ChannelLost(
                new TenancyEvent.Refusal("no such channel", 40400, true)));
          }
        }
        case 5 -> {
          if (random.nextInt(4) == 0) {
            deliver(new TenancyEvent.Replaced());
          }
        }
        default -> {}
      }
    }

    /** In truth, of which the tenure is told later, or sees when it looks again. */
    private void change() {
      switch (random.nextInt(11)) {
        case 0, 1 -> session.say(++sequence);
        case 2, 3 -> session.userComesOrGoes();
        case 4 -> session.enter("early", new Tenure(20, 1), random.nextInt(3) == 0);
        case 5 -> session.enter("late", new Tenure(80, 1), random.nextInt(3) == 0);
        case 6 ->
          session.enter(
              random.nextBoolean() ? "as-early" : "twin",
              new Tenure(50, 1),
              random.nextInt(3) == 0);
        case 7 -> session.leave(TASKS.get(1 + random.nextInt(TASKS.size() - 1)));
        case 8 -> session.dropOurs();
        case 9 -> {
          boolean isHigher = random.nextInt(3) == 0;
          boolean isInOurPlace = !isHigher && random.nextBoolean();
          session.enter("task", new Tenure(50, isHigher ? 3 : 1), isInOurPlace);
        }
        default -> running.remove(TASKS.get(random.nextInt(TASKS.size())));
      }
      if (seen != null) {
        session.tell();
      }
    }

    private void deliver(TenancyEvent event) {
      story.add(event);
      boolean isRefused = event instanceof TenancyEvent.Refused refused
          && refused.request() instanceof TenancyEffect.Show
          && awaited.equals(Optional.of(refused.request()));
      note(event);
      Tenancy.Step step = tenancy.on(event, now);
      tenancy = step.next();
      if (isEnded) {
        assertThat(step.effects()).as(why("asks after its end")).isEmpty();
      }
      step.effects().forEach(effect -> perform(effect, event));
      if (isRefused && acknowledged.isEmpty() && !isOurs(seen().own())) {
        assertThat(isEnded).as(why("is refused, and goes on")).isTrue();
      }
      assertThat(tenancy instanceof Tenancy.Ended).as(why("ended or not")).isEqualTo(isEnded);
    }

    private void note(TenancyEvent event) {
      if (event instanceof TenancyEvent.Viewed viewed) {
        noteSeen(viewed.seen());
      } else if (event instanceof TenancyEvent.ViewLost) {
        seen = null;
        acknowledged = Optional.empty();
        awaited = Optional.empty();
        isTaken = false;
        isInLine = false;
      } else if (event instanceof TenancyEvent.TurnCame) {
        isInLine = false;
      } else if (event instanceof TenancyEvent.Acknowledged answer) {
        noteAcknowledged(answer.request());
      } else if (event instanceof TenancyEvent.Refused answer) {
        noteAnswered(answer.request());
      } else if (event instanceof TenancyEvent.Answered answer) {
        noteAnswered(answer.question());
        noteWhetherRuns(answer.question().task(), answer.runs());
      } else if (event instanceof TenancyEvent.Heard heard) {
        heardAt = heard.sentAtNanos();
      } else {
        noteOrder(event);
      }
    }

    private void noteSeen(ChannelSnapshot next) {
      if (seen != null && isOurs(seen.own()) && !isOurs(next.own())) {
        acknowledged = Optional.empty();
        isTaken = true;
      }
      isTaken &= next.own().filter(own -> !own.task().equals("task")).isPresent();
      seen = next;
      isSuperseded |= next.roster()
          .ruling(ModelSession.AGENT, "task")
          .filter(ruling -> OURS.isSupersededBy(ruling.tenure()))
          .isPresent();
    }

    private static boolean isOurs(Optional<AgentPresence> member) {
      return member
          .filter(data -> data.task().equals("task") && data.tenure().equals(OURS))
          .isPresent();
    }

    private void noteAcknowledged(TenancyEffect.Request request) {
      if (request instanceof TenancyEffect.Show show) {
        hasEntered = true;
        if (awaited.equals(Optional.of(request))) {
          acknowledged = Optional.of(show.data());
        }
      }
      noteAnswered(request);
    }

    private void noteAnswered(TenancyEffect.Request request) {
      if (awaited.equals(Optional.of(request))) {
        awaited = Optional.empty();
      }
    }

    private void noteWhetherRuns(String task, boolean runs) {
      isTaken &= !task.equals("task");
      isOwnTaskOver |= !runs && task.equals("task");
      (runs ? foundRunning : foundOver).add(task);
    }

    private void noteOrder(TenancyEvent event) {
      if (event instanceof TenancyEvent.LeaveOrdered order) {
        ordered = ordered.or(() -> Optional.of(order.reason()));
      } else if (event instanceof TenancyEvent.Replaced) {
        isReplaced = true;
      } else if (event instanceof TenancyEvent.ChannelLost) {
        isChannelLost = true;
      }
    }

    private void perform(TenancyEffect effect, TenancyEvent cause) {
      assertThat(isEnded).as(why("asks after its end")).isFalse();
      if (effect instanceof TenancyEffect.Request request) {
        ask(request);
      } else if (effect instanceof TenancyEffect.AwaitTurn) {
        assertThat(seen).as(why("wants a turn out of view")).isNotNull();
        assertThat(isInLine).as(why("wants two turns")).isFalse();
        isInLine = true;
        turns++;
      } else if (effect instanceof TenancyEffect.AwaitMoment) {
        moments++;
      } else if (effect instanceof TenancyEffect.Report report) {
        checkReport(report);
      } else if (effect instanceof TenancyEffect.Fail fail) {
        checkFailure(fail.cause());
      } else if (effect instanceof TenancyEffect.WatchForEnd) {
        assertThat(isGivenBack || isStopped).as(why("is over twice")).isFalse();
        isGivenBack = true;
      } else if (effect instanceof TenancyEffect.StopHeartbeat) {
        assertThat(isStopped).as(why("stops twice")).isFalse();
        isStopped = true;
        isLeaving = true;
      } else if (effect instanceof TenancyEffect.End end) {
        end(end, cause);
      }
    }

    private void ask(TenancyEffect.Request request) {
      assertThat(seen).as(why("asks out of view")).isNotNull();
      assertThat(awaited).as(why("two requests are on their way")).isEmpty();
      awaited = Optional.of(request);
      isInLine = false;
      if (request instanceof TenancyEffect.AskWhetherRuns question) {
        assertThat(isDoubtful(question.task())).as(why("asks without need")).isTrue();
        assertThat(isLeaving).as(why("asks although it leaves")).isFalse();
        assertThat(isSuperseded).as(why("asks although it is superseded")).isFalse();
        questions.add(question);
      } else if (request instanceof TenancyEffect.Show show) {
        checkShown(show.data());
        session.ask(request);
      } else {
        checkLastWords(((TenancyEffect.Leave) request).data());
        session.ask(request);
      }
    }

    /** Who has entered asks about those that were there before; who has not, about everybody. */
    private boolean isDoubtful(String task) {
      return task.equals("task")
          ? isTaken
          : !foundOver.contains(task) && (!hasEntered || EARLIER.contains(task));
    }

    private boolean isRivalled() {
      return seen().roster().rivals(ModelSession.AGENT, "task").stream()
          .anyMatch(rival -> !foundOver.contains(rival.task()));
    }

    private void checkShown(AgentPresence data) {
      assertThat(isLeaving).as(why("shows something although it leaves")).isFalse();
      assertThat(isSuperseded)
          .as(why("shows something although it is superseded"))
          .isFalse();
      assertThat(isOwnTaskOver)
          .as(why("shows something though its task is over"))
          .isFalse();
      assertThat(isTaken).as(why("begins a fight")).isFalse();
      assertThat(!hasEntered && isRivalled()).as(why("enters beside a rival")).isFalse();
      boolean isNew = acknowledged.filter(shown -> !shown.equals(data)).isPresent();
      if (isNew && data.state() != AgentState.HANDING_OFF) {
        assertThat(isHeard()).as(why("shows news unheard")).isTrue();
        assertThat(isGivenBack).as(why("shows news though it is given back")).isFalse();
      }
      assertThat(acknowledged)
          .as(why("shows what it shows already"))
          .isNotEqualTo(Optional.of(data));
      assertThat(data.task() + data.tenure()).isEqualTo("task" + OURS);
    }

    private boolean isHeard() {
      return now - heardAt < PATIENCE.toNanos();
    }

    private void checkLastWords(AgentPresence data) {
      assertThat(isLeaving).as(why("leaves before it stops")).isTrue();
      boolean isAnothers =
          seen().own().filter(own -> !own.task().equals("task")).isPresent();
      assertThat(isAnothers).as(why("takes away another's member")).isFalse();
      assertThat(mayLeave(data.reason())).as(why("leaves as " + data.reason())).isTrue();
    }

    private boolean mayLeave(@Nullable LeaveReason reason) {
      return ordered.filter(order -> order == reason).isPresent()
          || (isSuperseded && reason == LeaveReason.SUPERSEDED)
          || (isOwnTaskOver && reason == LeaveReason.TERMINATED);
    }

    private void checkReport(TenancyEffect.Report report) {
      assertThat(isHeard()).as(why("reports unheard")).isTrue();
      assertThat(hasEntered).as(why("reports before it has entered")).isTrue();
      assertThat(isGivenBack || isLeaving).as(why("reports though it is over")).isFalse();
      assertThat(seen).as(why("reports out of view")).isNotNull();
      assertThat(report.people())
          .as(why("reports others"))
          .isEqualTo(seen().roster().people());
    }

    private ChannelSnapshot seen() {
      return Objects.requireNonNull(seen);
    }

    private void checkFailure(TenancyEffect.Cause cause) {
      assertThat(isLeaving).as(why("fails although it leaves")).isFalse();
      if (cause instanceof TenancyEffect.NameTaken taken) {
        assertThat(foundRunning).as(why("gives way to a ghost")).contains(taken.byTask());
        assertThat(isGivenBack).as(why("gives way though it is over")).isFalse();
      }
    }

    private void end(TenancyEffect.End end, TenancyEvent cause) {
      isEnded = true;
      boolean isRefused = cause instanceof TenancyEvent.Refused
          || (cause instanceof TenancyEvent.Answered answer && answer.runs());
      assertThat(isLeaving || isReplaced || isChannelLost || isRefused)
          .as(why("ends without a reason"))
          .isTrue();
      if (!isReplaced && !isChannelLost) {
        assertThat(isOurs(session.own())).as(why("ends, and its member stays")).isFalse();
        assertThat(awaited).as(why("ends before it has an answer")).isEmpty();
      }
      end.left()
          .ifPresent(reason ->
              assertThat(mayLeave(reason)).as(why("left as " + reason)).isTrue());
    }

    /** Nothing changes any more, all that is on its way arrives, and all that is asked is answered. */
    private void becomeQuiet() {
      if (isChannelLost) {
        assertThat(isEnded).as(why("outlives its channel")).isTrue();
        return;
      }
      if (seen == null) {
        deliver(session.view());
      }
      settle();
      assertThat(tenancy).as(why("has not left")).isNotInstanceOf(Leaving.class);
      session.tell();
      settle();
      assertStandsAsItShould();
    }

    private void settle() {
      for (int round = 0; round < 50 && isAnythingOnItsWay(); round++) {
        session.takeNext(false);
        session.nextNews().ifPresent(this::deliver);
        session.nextLate().ifPresent(this::deliver);
        answerQuestion();
        turnOrMoment();
        if (tenancy instanceof Holding) {
          deliver(new TenancyEvent.Heard(now));
        }
      }
      assertThat(isAnythingOnItsWay()).as(why("never becomes quiet")).isFalse();
    }

    private boolean isAnythingOnItsWay() {
      return session.isBusy() || !questions.isEmpty() || turns > 0 || moments > 0;
    }

    private void assertStandsAsItShould() {
      boolean isHere = isOurs(session.own());
      assertThat(awaited).as(why("still waits")).isEmpty();
      if (ordered.isPresent() || isSuperseded || isReplaced || isOwnTaskOver) {
        assertThat(isEnded).as(why("has not ended")).isTrue();
      }
      if (isEnded) {
        assertThat(isHere && !isReplaced).as(why("is still there")).isFalse();
      } else if (tenancy instanceof Holding holding) {
        assertThat(session.own().map(AgentPresence::status))
            .as(why("does not show the newest"))
            .contains(session.said().map(Status::text).orElse(""));
        assertThat(session.own()).contains(holding.presence(holding.details().status()));
        assertThat(session.roster().rivals(ModelSession.AGENT, "task"))
            .as(why("shares its name with an earlier one"))
            .noneMatch(rival -> isEarlier(rival) && running.contains(rival.task()));
      } else {
        assertIsKeptThough(isHere);
      }
    }

    private static boolean isEarlier(AgentPresence rival) {
      return EARLIER.contains(rival.task());
    }

    private void assertIsKeptThough(boolean isHere) {
      boolean isRivalled = session.roster().rivals(ModelSession.AGENT, "task").stream()
          .anyMatch(rival -> running.contains(rival.task()));
      assertThat(isHere || (!hasEntered && isRivalled)).as(why("is not there")).isTrue();
      if (hasEntered && tenancy instanceof StayingTenancy.HandingOff) {
        assertThat(session.own().map(AgentPresence::state))
            .as(why("does not say that it is handed off"))
            .contains(AgentState.HANDING_OFF);
      }
    }

    private Supplier<String> why(String what) {
      return () -> "%s: seed %d, %s%nafter %s".formatted(what, seed, tenancy, story);
    }
  }
}
