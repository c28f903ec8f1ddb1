package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.Failures;
import dev.understudy.presence.ably.SessionChannel;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.ably.lib.types.ErrorInfo;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenure that this worker holds: what its agent shows, and whether it still speaks for it.
 *
 * <p>The idea: a tenure knows what its member should look like, sees in the presence set what it
 * looks like, and asks Ably for the difference, one request at a time. Entering, mirroring a status,
 * re-entering after a loss and leaving are all this one comparison, made whenever something
 * changes. While the set is out of sight nothing is asked for: ably-java would send it ahead of the
 * attach, and re-enter older data afterwards (ably-js issue 2220).
 *
 * <p>Confined to the loop of its {@link AblyConnections}.
 */
final class HeldAttendance implements SessionChannel.Attendee {
  private static final Logger LOG = LoggerFactory.getLogger(HeldAttendance.class);

  private final AttendanceSpec spec;
  private final Tenure tenure;
  private final String worker;
  private final SessionChannel channel;
  private final NameClaim footing;
  private final TenureHeartbeat heart;
  private final Consumer<HeldAttendance> onEnd;
  private final PeopleReports people;
  private Status status;
  private Phase phase = Phase.HOLDING;
  private @Nullable LeaveReason leaving;

  /** What Ably has acknowledged of our member; null when there is none, or none that we know of. */
  private @Nullable AgentPresence shown;

  private boolean hasEntered;
  private boolean wasThere;
  private boolean isAsking;
  private boolean awaitsTurn;

  private enum Phase {
    /** Temporal counts on this tenure. */
    HOLDING,
    /** Given back on purpose, and shows that; nobody else is there yet. */
    HANDING_OFF,
    /** Temporal counts on it no more; stays as it is until it knows why, or sees the next one. */
    LINGERING,
    LEAVING,
    ENDED
  }

  HeldAttendance(
      AttendanceSpec spec,
      AttendanceDetails start,
      SessionChannel channel,
      TenureHeartbeat heart,
      Consumer<HeldAttendance> onEnd) {
    this.spec = spec;
    this.tenure = start.tenure();
    this.worker = start.worker();
    this.status = start.status();
    this.channel = channel;
    this.footing = new NameClaim(spec, tenure, channel);
    this.heart = heart;
    this.onEnd = onEnd;
    this.people = new PeopleReports(spec, tenure, heart);
  }

  String attendanceId() {
    return spec.workflowId();
  }

  boolean isSupersededBy(HeldAttendance other) {
    return tenure.isSupersededBy(other.tenure);
  }

  /** Makes way for a higher tenure of the same agent on this worker, which shows itself in its place. */
  void makeWay() {
    end();
  }

  void start() {
    heart.start(this);
    channel.join(this);
  }

  @Override
  public void onView() {
    if (phase == Phase.HOLDING) {
      channel.status(spec.agent(), spec.task()).filter(this::isNews).ifPresent(this::setStatus);
    }
    boolean isThere = footing.isThere();
    if (wasThere && !isThere) {
      shown = null;
      if (footing.isTaken()) {
        askAboutOwnTask();
      }
    }
    wasThere = isThere;
    update();
    reportPeople();
  }

  private void askAboutOwnTask() {
    isAsking = true;
    heart.askWhetherRuns(spec.task(), this::onOwnTask);
  }

  private void onOwnTask(boolean runs) {
    isAsking = false;
    if (runs) {
      update();
    } else {
      leave(LeaveReason.TERMINATED); // without a word: the member that is there is not ours
    }
  }

  /** Only a tenure that speaks for its agent tells what it sees. */
  private void reportPeople() {
    if (phase == Phase.HOLDING && hasEntered && heart.isHeard() && channel.isInSight()) {
      people.see(channel.roster().people());
    }
  }

  private boolean isNews(Status other) {
    return other.isNewerThan(status);
  }

  private void setStatus(Status newest) {
    status = newest;
    heart.say(new AttendanceDetails(worker, tenure, status));
  }

  @Override
  public void onLostSight() {
    isAsking = false;
    shown = null;
    wasThere = false;
    people.lostSight();
  }

  @Override
  public void onLoss(ErrorInfo reason) {
    if (phase == Phase.LEAVING) {
      end();
    } else {
      giveUp(reason);
    }
  }

  private void update() {
    if (!channel.isInSight() || isAsking || phase == Phase.ENDED) {
      return;
    }
    if (phase != Phase.LEAVING && footing.isSuperseded()) {
      leave(LeaveReason.SUPERSEDED);
    } else if (phase == Phase.LEAVING) {
      askToLeave();
    } else {
      unlessBelated(this::showWhenDue);
    }
  }

  private void showWhenDue() {
    if (shown == null || phase == Phase.HANDING_OFF) {
      showIfDue();
    } else {
      showInTurn();
    }
  }

  /** Of two that have entered at once one gives way. */
  private void unlessBelated(Runnable action) {
    boolean isSettled = !hasEntered || phase != Phase.HOLDING;
    Optional<String> rival = isSettled ? Optional.empty() : footing.earlierRival();
    rival.ifPresentOrElse(this::askAbout, action);
  }

  private void showIfDue() {
    if (mayShow() && !desired().equals(shown)) {
      unlessRivalled(() -> askToShow(desired()));
    }
  }

  /** To be there comes first; what an agent shows that is there is a message among others. */
  private void showInTurn() {
    if (!awaitsTurn && mayShow() && !desired().equals(shown)) {
      awaitsTurn = true;
      channel.atTurn(spec.agent(), this::onTurn);
    }
  }

  private void onTurn() {
    awaitsTurn = false;
    if (channel.isInSight() && !isAsking) {
      showIfDue();
    }
  }

  /**
   * A tenure that Temporal has not heard for too long may be stale, and one that lingers is: it stays
   * present, and comes back after a loss, but shows nothing new.
   */
  private boolean mayShow() {
    return switch (phase) {
      case HOLDING -> shown == null || heart.isHeard();
      case HANDING_OFF -> true;
      case LINGERING -> shown == null && !footing.isThere();
      case LEAVING, ENDED -> false;
    };
  }

  private AgentPresence desired() {
    Status now = phase == Phase.HANDING_OFF
        ? status.withState(AgentState.HANDING_OFF, status.sequence())
        : status;
    return AgentPresence.present(spec.task(), tenure, worker, now);
  }

  /** Who has entered once has settled that, and must come back after a loss at once. */
  private void unlessRivalled(Runnable action) {
    Optional<String> rival = hasEntered ? Optional.empty() : footing.rival();
    rival.ifPresentOrElse(this::askAbout, action);
  }

  private void askAbout(String task) {
    isAsking = true;
    heart.askWhetherRuns(task, runs -> onRival(task, runs));
  }

  private void onRival(String task, boolean runs) {
    isAsking = false;
    if (!runs) {
      footing.outlives(task);
      update();
    } else if (phase == Phase.HOLDING) {
      refuse(Refusal.of(
          RefusalCode.AGENT_HELD_BY_ANOTHER_TASK,
          "another %s is in %s, on behalf of task %s already: choose another name or session"
              .formatted(spec.agent(), spec.session(), task)));
    }
  }

  private void askToShow(AgentPresence data) {
    isAsking = true;
    channel.show(spec.agent(), data, error -> onShown(data, error));
  }

  private void onShown(AgentPresence data, Optional<ErrorInfo> error) {
    isAsking = false;
    if (error.isEmpty()) {
      if (!hasEntered) {
        hasEntered = true;
        LOG.info("{} is present in {} as {}", spec.agent(), spec.session(), tenure);
      }
      shown = data;
      update();
      reportPeople();
    } else if (channel.isInSight()) {
      giveUp(error.get());
    }
  }

  private void askToLeave() {
    LeaveReason reason = leaving;
    if (reason == null || !footing.isThere()) {
      end();
      return;
    }
    isAsking = true;
    AgentPresence data = AgentPresence.leaving(spec.task(), tenure, reason);
    channel.leave(spec.agent(), data, error -> onLeft(error, reason));
  }

  private void onLeft(Optional<ErrorInfo> error, LeaveReason reason) {
    isAsking = false;
    if (error.isEmpty()) {
      LOG.info("{} left {} as {}", spec.agent(), spec.session(), reason);
      end();
    } else if (channel.isInSight()) {
      LOG.warn("{} could not leave {}: {}", spec.agent(), spec.session(), error.get().message);
      heart.later(this::update);
    }
  }

  /** The tenure has been heard by Temporal: what it holds back may be shown now. */
  void onHeard() {
    update();
    reportPeople();
  }

  /** Temporal counts on this tenure no more. It stays until it knows why, or sees the next one. */
  void onOver() {
    await(Phase.LINGERING);
  }

  /** Gives the agent to another worker; stays until that one is seen. */
  void handOver() {
    if (phase == Phase.HOLDING) {
      heart.fail(Failures.handedOver(worker));
      await(Phase.HANDING_OFF);
    }
  }

  private void await(Phase next) {
    if (phase == Phase.HOLDING) {
      phase = next;
      people.close();
      heart.watchForEnd(this);
      update();
    }
  }

  /** The work is over: takes the agent out of the session, as soon as the set is in sight. */
  void leave(LeaveReason reason) {
    if (phase != Phase.LEAVING && phase != Phase.ENDED) {
      phase = Phase.LEAVING;
      leaving = reason;
      people.close();
      heart.stop();
      update();
    }
  }

  private void giveUp(ErrorInfo reason) {
    refuse(Failures.of("%s in %s".formatted(spec.agent(), spec.session()), reason));
  }

  /** A member that is there stays until the attempt's failure has brought another, or the end. */
  private void refuse(ApplicationFailure failure) {
    heart.fail(failure);
    if (channel.isInSight() && footing.isThere()) {
      await(Phase.LINGERING);
    } else {
      end();
    }
  }

  private void end() {
    if (phase != Phase.ENDED) {
      phase = Phase.ENDED;
      people.close();
      heart.stop();
      channel.part(this);
      onEnd.accept(this);
    }
  }
}
