package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Tenure;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a tenure knows and has been told, written down beside it without its code, and what it must not ask for
 * because of that.
 */
final class TenancyJudge {
  static final Tenure OURS = new Tenure(50, 2);
  static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Set<String> EARLIER = Set.of("early", "as-early");

  private final ModelSession session;
  private final Supplier<String> life;
  private long now;
  private long heardAt;
  private boolean isRefused;
  private boolean isRefusedForNow;

  // What the tenure knows.
  @Nullable
  ChannelSnapshot seen;

  private Optional<AgentPresence> acknowledged = Optional.empty();
  Optional<TenancyEffect.Request> awaited = Optional.empty();
  boolean hasEntered;
  boolean isOwnTaskOver;
  boolean isSuperseded;
  private boolean isTaken;
  private boolean isInLine;

  /** Ably has refused something for now, and that is waited out. */
  private boolean isHindered;

  private final Set<String> foundRunning = new HashSet<>();
  private final Set<String> foundOver = new HashSet<>();

  // What it was told, and did.
  Optional<LeaveReason> ordered = Optional.empty();
  boolean isGivenBack;
  private boolean wasGivenBack;
  private boolean wasEnded;
  private boolean isLeaving;
  boolean isStopped;
  boolean isEnded;
  boolean isReplaced;
  boolean isChannelLost;
  boolean isIntruded;

  TenancyJudge(ModelSession session, long now, Supplier<String> life) {
    this.session = session;
    this.life = life;
    this.now = now;
    this.heardAt = now;
  }

  void note(TenancyEvent event) {
    wasGivenBack = isGivenBack;
    wasEnded = isEnded;
    noteRefusal(event);
    if (event instanceof TenancyEvent.Viewed viewed) {
      noteSeen(viewed.seen());
    } else if (event instanceof TenancyEvent.ViewLost) {
      seen = null;
      acknowledged = Optional.empty();
      awaited = Optional.empty();
      isTaken = false;
      isInLine = false;
      isHindered = false;
    } else if (event instanceof TenancyEvent.MomentPassed) {
      isHindered = false;
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
      heardAt += Math.max(0, heard.sentAtNanos() - heardAt); // answers come out of order
    } else {
      noteOrder(event);
    }
  }

  private void noteRefusal(TenancyEvent event) {
    boolean isAwaited = event instanceof TenancyEvent.Refused refused
        && awaited.equals(Optional.of(refused.request()));
    boolean isFinal = isAwaited && ((TenancyEvent.Refused) event).refusal().isFinal();
    isRefused = isFinal && ((TenancyEvent.Refused) event).request() instanceof TenancyEffect.Show;
    isRefusedForNow = isAwaited && !isFinal;
    isHindered |= isRefusedForNow
        && (!isLeaving || ((TenancyEvent.Refused) event).request() instanceof TenancyEffect.Leave);
  }

  private void noteSeen(ChannelSnapshot next) {
    if (seen != null && isOurs(seen.own()) && !isOurs(next.own())) {
      acknowledged = Optional.empty();
      isTaken = true;
      isHindered = false;
    }
    isTaken &= next.own().filter(own -> !own.task().equals("task")).isPresent();
    seen = next;
    isSuperseded |= next.roster()
        .ruling(ModelSession.AGENT, "task")
        .filter(ruling -> OURS.isSupersededBy(ruling.tenure()))
        .isPresent();
  }

  static boolean isOurs(Optional<AgentPresence> member) {
    return member
        .filter(data -> data.task().equals("task") && data.tenure().equals(OURS))
        .isPresent();
  }

  /** Ours, or a predecessor's over the same connection, unless one came when it should be gone already. */
  boolean isOursToLeave(Optional<AgentPresence> member) {
    return isIntruded ? isOurs(member) : isOfOursOrBefore(member);
  }

  static boolean isOfOursOrBefore(Optional<AgentPresence> member) {
    return member
        .filter(data -> data.task().equals("task") && !OURS.isSupersededBy(data.tenure()))
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

  void check(TenancyEffect effect, TenancyEvent cause, long nowNanos) {
    now = nowNanos;
    assertThat(isEnded).as(why("asks after its end")).isFalse();
    if (effect instanceof TenancyEffect.Request request) {
      checkAsked(request);
    } else if (effect instanceof TenancyEffect.AwaitTurn) {
      assertThat(seen).as(why("wants a turn out of view")).isNotNull();
      assertThat(isInLine).as(why("wants two turns")).isFalse();
      isInLine = true;
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
      isHindered = false;
    } else if (effect instanceof TenancyEffect.End end) {
      checkEnd(end, cause);
    }
  }

  private void checkAsked(TenancyEffect.Request request) {
    assertThat(seen).as(why("asks out of view")).isNotNull();
    assertThat(awaited).as(why("two requests are on their way")).isEmpty();
    assertThat(isHindered).as(why("does not wait out a refusal")).isFalse();
    awaited = Optional.of(request);
    isInLine = false;
    if (request instanceof TenancyEffect.AskWhetherRuns question) {
      assertThat(isDoubtful(question.task())).as(why("asks without need")).isTrue();
      assertThat(isLeaving).as(why("asks although it leaves")).isFalse();
      assertThat(isSuperseded).as(why("asks although it is superseded")).isFalse();
    } else if (request instanceof TenancyEffect.Show show) {
      checkShown(show.data());
    } else {
      checkLastWords(((TenancyEffect.Leave) request).data());
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
    assertThat(isOwnTaskOver).as(why("shows something though its task is over")).isFalse();
    assertThat(isTaken).as(why("begins a fight")).isFalse();
    assertThat(!hasEntered && isRivalled()).as(why("enters beside a rival")).isFalse();
    Optional<AgentPresence> old =
        acknowledged.or(() -> seen().own().filter(own -> isOurs(seen().own())));
    boolean isNew = old.filter(shown -> !shown.equals(data)).isPresent();
    if (isNew && data.state() != AgentState.HANDING_OFF) {
      assertThat(isHeard()).as(why("shows news unheard")).isTrue();
      assertThat(isGivenBack).as(why("shows news though it is given back")).isFalse();
    }
    assertThat(acknowledged).as(why("shows what it shows already")).isNotEqualTo(Optional.of(data));
    assertThat(data.task() + data.tenure()).isEqualTo("task" + OURS);
  }

  private boolean isHeard() {
    return now - heardAt < PATIENCE.toNanos();
  }

  private void checkLastWords(AgentPresence data) {
    assertThat(isLeaving).as(why("leaves before it stops")).isTrue();
    boolean isAnothers = seen().own().filter(own -> !own.task().equals("task")).isPresent();
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
    assertThat(isRefusedForNow)
        .as(why("fails though it is refused for now alone"))
        .isFalse();
    if (cause instanceof TenancyEffect.NameTaken taken) {
      assertThat(foundRunning).as(why("gives way to a ghost")).contains(taken.byTask());
      assertThat(isGivenBack).as(why("gives way though it is over")).isFalse();
    }
  }

  private void checkEnd(TenancyEffect.End end, TenancyEvent cause) {
    isEnded = true;
    boolean isRefused =
        (cause instanceof TenancyEvent.Refused refused && refused.refusal().isFinal())
            || (cause instanceof TenancyEvent.Answered answer && answer.runs());
    assertThat(isLeaving || isReplaced || isChannelLost || isRefused)
        .as(why("ends without a reason"))
        .isTrue();
    if (!isReplaced && !isChannelLost) {
      assertThat(isOursToLeave(session.own()))
          .as(why("ends, and its member stays"))
          .isFalse();
      assertThat(awaited).as(why("ends before it has an answer")).isEmpty();
    }
    end.left()
        .ifPresent(
            reason -> assertThat(mayLeave(reason)).as(why("left as " + reason)).isTrue());
  }

  /** After all that an event has brought about. */
  void check(Tenancy tenancy) {
    if (isRefused && acknowledged.isEmpty() && !isOfOursOrBefore(seen().own())) {
      assertThat(isEnded).as(why("is refused, and goes on")).isTrue();
    }
    if (isRefusedForNow && !isLeaving) {
      assertThat(isEnded != wasEnded || isGivenBack != wasGivenBack)
          .as(why("gives up though it is refused for now alone"))
          .isFalse();
    }
    assertThat(tenancy instanceof Tenancy.Ended).as(why("ended or not")).isEqualTo(isEnded);
  }

  static boolean isEarlier(AgentPresence rival) {
    return EARLIER.contains(rival.task());
  }

  private Supplier<String> why(String what) {
    return () -> what + ": " + life.get();
  }
}
