package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.Handoff;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.ably.Failures;
import dev.understudy.presence.ably.SessionChannel;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One tenure that this worker holds: a loop around its {@link Tenancy}, which decides; here it is done.
 * Confined to the loop of its connections.
 */
final class HeldAttendance implements SessionChannel.Attendee {
  /** Who holds it. Called on the loop. */
  interface Keeper {
    /** Temporal counts on it no more, and may give its agent to the same worker again; it stays for a while. */
    void onGivenBack();

    /** Its agent is in the session, for the first time, so long after it was given to this worker. */
    void onEntered(Duration after);

    /** It has taken its agent over from another tenure. */
    void onHandoff(Handoff handoff);

    /** The member of that other tenure has gone. */
    void onGhostGone(Handoff handoff);

    /** It is over, and not there any more: it has left for that reason, or without a word. */
    void onEnd(HeldAttendance attendance, Optional<LeaveReason> left);

    /** Ably has refused what it showed. */
    void onRefusal(int code);
  }

  private static final Logger LOG = LoggerFactory.getLogger(HeldAttendance.class);

  /** A crowd is refused once or twice whenever it exceeds Ably's rate. */
  private static final int WORTH_A_WARNING = 3;

  private final AttendanceSpec spec;
  private final Tenure tenure;
  private final String worker;
  private final SessionChannel channel;
  private final TenureHeartbeat heartbeat;
  private final Keeper keeper;
  private final PeopleReports people;
  private final ArrivalReport arrival;
  private final Queue<TenancyEvent> inbox = new ArrayDeque<>();
  private Tenancy tenancy;
  private boolean isBusy;

  /** Whether the reason is looked for why it is over. */
  private boolean isGivenBack;

  /** Whether who is there was out of view since that reason was last looked for. */
  private boolean isOutOfView = true;

  private boolean isLooking;

  private Duration relayPause = Duration.ZERO;

  HeldAttendance(
      AttendanceSpec spec,
      Beginning beginning,
      SessionChannel channel,
      TenureHeartbeat heartbeat,
      Keeper keeper) {
    this.spec = spec;
    this.tenure = beginning.details().tenure();
    this.worker = beginning.details().worker();
    this.channel = channel;
    this.heartbeat = heartbeat;
    this.keeper = keeper;
    this.people = new PeopleReports(spec, beginning.turn(), heartbeat);
    this.arrival = new ArrivalReport(spec, beginning, heartbeat, new Telling());
    this.tenancy =
        Tenancy.of(spec, beginning.details(), heartbeat.patience(), heartbeat.begunAtNanos());
  }

  /** Tells the task with what it sees anyway, and the keeper. */
  private final class Telling implements ArrivalReport.Listener {
    @Override
    public void onQuestion() {
      people.awaitHandoff();
    }

    @Override
    public void onHandoff(Handoff handoff) {
      about(() -> keeper.onHandoff(handoff));
      people.tell(handoff);
    }

    @Override
    public void onGhostGone(Handoff handoff) {
      keeper.onGhostGone(handoff);
      people.add(handoff);
    }
  }

  String attendanceId() {
    return spec.key();
  }

  boolean isOf(Set<String> tasks) {
    return tasks.contains(spec.task());
  }

  boolean isSupersededBy(HeldAttendance other) {
    return tenure.isSupersededBy(other.tenure);
  }

  void start() {
    heartbeat.start(this);
    channel.join(this);
  }

  /** Its task may have ended while it was out of view: who was given back would show itself again until it hears. */
  @Override
  public void onView() {
    if (isGivenBack && isOutOfView && !isLooking) {
      isLooking = true;
      isOutOfView = false;
      heartbeat.lookForEnd(this, this::onLooked);
    } else if (!isLooking) {
      see();
    }
  }

  private void onLooked() {
    isLooking = false;
    if (channel.isInView()) {
      onView();
    }
  }

  private void see() {
    isOutOfView = false;
    ChannelSnapshot seen = new ChannelSnapshot(
        channel.roster(), channel.own(spec.agent()), channel.status(spec.agent(), spec.task()));
    arrival.see(seen, channel.blindness().isPresent());
    on(new TenancyEvent.Viewed(seen));
  }

  @Override
  public void onLostView() {
    people.lostView();
    arrival.lostView();
    isOutOfView = true;
    on(new TenancyEvent.ViewLost());
  }

  @Override
  public void onConnectionLost(boolean isForLong) {
    on(new TenancyEvent.CutOff(isForLong));
  }

  @Override
  public void onLoss(ErrorInfo reason) {
    on(new TenancyEvent.ChannelLost(refusal(reason)));
  }

  private static TenancyEvent.Refusal refusal(ErrorInfo reason) {
    return new TenancyEvent.Refusal(
        String.valueOf(reason.message), reason.code, Failures.isFinal(reason));
  }

  /** Its task may have ended without a word. */
  void lookAtTask() {
    heartbeat.lookAtTask(this);
  }

  /** The tenure has been heard by Temporal, by what was sent then. */
  void onHeard(long sentAtNanos) {
    on(new TenancyEvent.Heard(sentAtNanos));
  }

  /** An operator wants another attempt. */
  void onReset() {
    on(new TenancyEvent.ResetOrdered());
  }

  /** Temporal counts on this tenure no more. */
  void onOver() {
    on(new TenancyEvent.Over());
  }

  /** Makes way for a higher tenure of the same agent on this worker, which shows itself in its place. */
  void makeWay() {
    on(new TenancyEvent.Replaced());
  }

  /** Gives the agent to another worker, which gets it after {@code pause}; stays until that one is seen. */
  void relay(Duration pause) {
    relayPause = pause;
    on(new TenancyEvent.RelayOrdered());
  }

  /** The work is over: takes the agent out of the session, as soon as the set is in view. */
  void leave(LeaveReason reason) {
    on(new TenancyEvent.LeaveOrdered(reason));
  }

  /** What comes while something is done waits for the end of that: a turn may come at once. */
  private void on(TenancyEvent event) {
    inbox.add(event);
    if (!isBusy) {
      isBusy = true;
      try {
        goOn();
      } finally {
        isBusy = false;
      }
    }
  }

  private void goOn() {
    while (!inbox.isEmpty()) {
      Tenancy.Step step = tenancy.on(inbox.remove(), System.nanoTime());
      tenancy = step.next();
      step.effects().forEach(this::perform);
    }
  }

  private void perform(TenancyEffect effect) {
    if (effect instanceof TenancyEffect.Request request) {
      ask(request);
    } else if (effect instanceof TenancyEffect.AwaitTurn) {
      channel.atTurn(spec.agent(), () -> on(new TenancyEvent.TurnCame()));
    } else if (effect instanceof TenancyEffect.AwaitMoment moment) {
      await(moment);
    } else if (effect instanceof TenancyEffect.Say say) {
      heartbeat.say(say.details());
    } else if (effect instanceof TenancyEffect.Report report) {
      report(report.people());
    } else if (effect instanceof TenancyEffect.NoteEntered) {
      about(() -> LOG.info("{} is present in {} as {}", spec.agent(), spec.session(), tenure));
      keeper.onEntered(Duration.ofNanos(System.nanoTime() - heartbeat.begunAtNanos()));
      arrival.entered();
    } else {
      giveBack(effect);
    }
  }

  private void about(Runnable line) {
    AboutAgent.log(spec, tenure, line);
  }

  private void await(TenancyEffect.AwaitMoment moment) {
    TenancyEvent.Refusal hindrance = moment.hindrance();
    about(() -> LOG.atLevel(moment.refusals() == WORTH_A_WARNING ? Level.WARN : Level.DEBUG)
        .log(
            "Ably refuses {} in {} for now: {} ({})",
            spec.agent(),
            spec.session(),
            hindrance.message(),
            hindrance.code()));
    heartbeat.later(moment.refusals(), () -> on(new TenancyEvent.MomentPassed()));
  }

  /** Whom a worker may not see is unknown, and not reported as absent. */
  private void report(People seen) {
    if (channel.blindness().isEmpty()) {
      people.see(seen);
    } else {
      people.lostView();
    }
  }

  private void giveBack(TenancyEffect effect) {
    if (effect instanceof TenancyEffect.Fail fail) {
      heartbeat.fail(AttemptFailure.of(fail.cause(), spec, worker, relayPause));
    } else if (effect instanceof TenancyEffect.WatchForEnd) {
      people.close();
      keeper.onGivenBack();
      isGivenBack = true;
      heartbeat.watchForEnd(this);
    } else if (effect instanceof TenancyEffect.StopHeartbeat) {
      people.close();
      heartbeat.stop();
    } else if (effect instanceof TenancyEffect.End end) {
      end(end.left());
    } else {
      throw new AssertionError(effect);
    }
  }

  private void ask(TenancyEffect.Request request) {
    if (request instanceof TenancyEffect.Show show) {
      channel.show(spec.agent(), show.data(), error -> onAnswer(request, error));
    } else if (request instanceof TenancyEffect.Leave leave) {
      channel.leave(spec.agent(), leave.data(), error -> onAnswer(request, error));
    } else if (request instanceof TenancyEffect.AskWhetherRuns question) {
      heartbeat.askWhetherRuns(
          question.task(), runs -> on(new TenancyEvent.Answered(question, runs)));
    } else {
      throw new AssertionError(request);
    }
  }

  private void onAnswer(TenancyEffect.Request request, Optional<ErrorInfo> error) {
    error.ifPresent(reason -> keeper.onRefusal(reason.code));
    on(error
        .<TenancyEvent>map(reason -> new TenancyEvent.Refused(request, refusal(reason)))
        .orElseGet(() -> new TenancyEvent.Acknowledged(request)));
  }

  private void end(Optional<LeaveReason> left) {
    left.ifPresent(
        reason -> about(() -> LOG.info("{} left {} as {}", spec.agent(), spec.session(), reason)));
    people.close();
    heartbeat.stop();
    channel.part(this);
    keeper.onEnd(this, left);
  }
}
