package dev.understudy.presence.ably;

import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.AttendanceDetails;
import dev.understudy.presence.AttendanceSpec;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import io.ably.lib.types.ErrorInfo;
import io.temporal.failure.ApplicationFailure;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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
  private final Heart heart;
  private final Consumer<HeldAttendance> onEnd;
  private Status status;
  private Phase phase = Phase.HOLDING;
  private @Nullable LeaveReason leaving;

  /** What Ably has acknowledged of our member; null when there is none, or none that we know of. */
  private @Nullable AgentPresence shown;

  private final Set<String> tasksOver = new HashSet<>();
  private boolean hasEntered;
  private boolean wasThere;
  private boolean isAsking;

  private enum Phase {
    /** Temporal counts on this tenure. */
    HOLDING,
    /** Handed back, but nobody else is there yet. */
    LINGERING,
    LEAVING,
    ENDED
  }

  HeldAttendance(
      AttendanceSpec spec,
      AttendanceDetails start,
      SessionChannel channel,
      Heart heart,
      Consumer<HeldAttendance> onEnd) {
    this.spec = spec;
    this.tenure = start.tenure();
    this.worker = start.worker();
    this.status = start.status();
    this.channel = channel;
    this.heart = heart;
    this.onEnd = onEnd;
  }

  void start() {
    heart.start(this);
    channel.join(this);
  }

  @Override
  public void onSight() {
    channel.status(spec.agent(), spec.task()).filter(this::isNews).ifPresent(this::setStatus);
    boolean isThere = channel.holds(spec.agent());
    if (wasThere && !isThere) {
      shown = null;
    }
    wasThere = isThere;
    update();
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
    if (isSuperseded()) {
      leave(LeaveReason.SUPERSEDED);
    } else if (phase == Phase.LEAVING) {
      askToLeave();
    } else if (mayShow() && !desired().equals(shown)) {
      rival().ifPresentOrElse(this::askAbout, () -> askToShow(desired()));
    }
  }

  private boolean isSuperseded() {
    return phase != Phase.LEAVING
        && channel
            .roster()
            .ruling(spec.agent(), spec.task())
            .filter(ruling -> tenure.isSupersededBy(ruling.tenure()))
            .isPresent();
  }

  /** A tenure that Temporal has not heard for too long may be stale: it stays, but shows nothing new. */
  private boolean mayShow() {
    return shown == null || phase == Phase.LINGERING || heart.isHeard();
  }

  private AgentPresence desired() {
    Status now = phase == Phase.LINGERING
        ? status.withState(AgentState.HANDING_OFF, status.sequence())
        : status;
    return AgentPresence.present(spec.task(), tenure, worker, now);
  }

  /** Another task under the same name in the same session, unless it is known to be over. */
  private Optional<String> rival() {
    return hasEntered
        ? Optional.empty()
        : channel.roster().rivals(spec.agent(), spec.task()).stream()
            .map(AgentPresence::task)
            .filter(task -> !tasksOver.contains(task))
            .findFirst();
  }

  private void askAbout(String task) {
    isAsking = true;
    heart.askWhetherRuns(task, runs -> onRival(task, runs));
  }

  private void onRival(String task, boolean runs) {
    isAsking = false;
    if (runs) {
      refuse(Failures.refused(
          "%s is present in %s on behalf of task %s already: choose another name or session"
              .formatted(spec.agent(), spec.session(), task)));
    } else {
      tasksOver.add(task);
      update();
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
    } else if (channel.isInSight()) {
      giveUp(error.get());
    }
  }

  private void askToLeave() {
    LeaveReason reason = leaving;
    if (reason == null || !channel.holds(spec.agent())) {
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
      end();
    }
  }

  /** The tenure has been heard by Temporal: what it holds back may be shown now. */
  void onHeard() {
    update();
  }

  /** Temporal counts on this tenure no more. It stays until it knows why, or sees the next one. */
  void onOver() {
    if (phase == Phase.HOLDING) {
      phase = Phase.LINGERING;
      heart.watchForEnd(this);
      update();
    }
  }

  /** Gives the agent to another worker; stays until that one is seen. */
  void handOver() {
    if (phase == Phase.HOLDING) {
      heart.fail(Failures.handedOver(worker));
      onOver();
    }
  }

  /** The work is over: takes the agent out of the session, as soon as the set is in sight. */
  void leave(LeaveReason reason) {
    if (phase == Phase.HOLDING || phase == Phase.LINGERING) {
      phase = Phase.LEAVING;
      leaving = reason;
      heart.stop();
      update();
    }
  }

  private void giveUp(ErrorInfo reason) {
    refuse(Failures.of("%s in %s".formatted(spec.agent(), spec.session()), reason));
  }

  private void refuse(ApplicationFailure failure) {
    heart.fail(failure);
    end();
  }

  private void end() {
    if (phase != Phase.ENDED) {
      phase = Phase.ENDED;
      heart.stop();
      channel.part(this);
      onEnd.accept(this);
    }
  }
}
