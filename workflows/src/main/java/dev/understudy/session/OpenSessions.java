package dev.understudy.session;

import dev.understudy.attendance.AttendanceEnd;
import dev.understudy.attendance.AttendanceReports;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.Sighting;
import dev.understudy.presence.LeaveReason;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * The sessions of one task, and what is told to each: those that are open, that an earlier run left open,
 * and that have closed. Confined to the workflow's threads.
 */
final class OpenSessions implements AttendanceReports {
  /** Enough for whoever asks what became of a task; a view has to stay small. */
  private static final int MOST_PAST = 10;

  private static final Logger LOG = Workflow.getLogger(OpenSessions.class);

  private final Runnable onChange;
  private final List<Seat> opening = new ArrayList<>();
  private final List<Seat> closing = new ArrayList<>();
  private final List<OpenSession> open = new ArrayList<>();
  private final List<CarriedOver.LeftOpen> leftOpen = new ArrayList<>();
  private final Deque<SessionView.Past> past = new ArrayDeque<>();
  private final AdoptedEnds adopted = new AdoptedEnds();

  /** Also of sessions that have closed: how their agents moved is still asked. */
  private HandoffLog handoffs = HandoffLog.EMPTY;

  /** An attendance may see people before the task has its session. */
  private final Map<Seat, Sighting> early = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param onChange told when one opens, closes, or comes to another worker
   */
  OpenSessions(Runnable onChange) {
    this.onChange = onChange;
  }

  void carryOn(List<CarriedOver.LeftOpen> earlier, HandoffLog told) {
    leftOpen.addAll(earlier);
    handoffs = told;
  }

  /** What an earlier run left of a session, for as long as this one has not taken it. */
  Optional<CarriedOver.LeftOpen> leftOpen(Seat seat) {
    return leftOpen.stream().filter(left -> left.seat().equals(seat)).findFirst();
  }

  /** What an earlier run left of a session; once only, so that one that is opened again starts anew. */
  Optional<CarriedOver.LeftOpen> takeLeftOpen(Seat seat) {
    Optional<CarriedOver.LeftOpen> found = leftOpen(seat);
    found.ifPresent(leftOpen::remove);
    return found;
  }

  List<CarriedOver.LeftOpen> carried() {
    return Stream.concat(open.stream().map(OpenSession::carried), leftOpen()).toList();
  }

  /** What is known of those that an earlier run left open and this one has not opened yet. */
  private Stream<CarriedOver.LeftOpen> leftOpen() {
    return leftOpen.stream()
        .map(left ->
            Optional.ofNullable(early.get(left.seat())).map(left::sighted).orElse(left));
  }

  /**
   * Lets nobody else open a session of that agent there until it is {@linkplain #settled}; waits for the end
   * of one that is closing.
   */
  void reserve(Seat seat) {
    if (closing.contains(seat)) {
      Workflow.await(() -> !closing.contains(seat));
    }
    boolean isTaken = opening.contains(seat)
        || open.stream().anyMatch(session -> session.seat().equals(seat));
    Refusal.unless(
        !isTaken,
        RefusalCode.SESSION_OPEN_ALREADY,
        "this task has a session of %s in %s already: close that first, or use it"
            .formatted(seat.agent(), seat.session()));
    opening.add(seat);
  }

  /** It is open now, or failed to open. */
  void settled(Seat seat) {
    opening.remove(seat);
  }

  void opened(OpenSession session) {
    open.add(session);
    Optional.ofNullable(early.remove(session.seat())).ifPresent(session::sighted);
    onChange.run();
  }

  /** Nobody hears of it any more, but its agent has yet to leave. */
  void closing(OpenSession session, LeaveReason reason) {
    open.remove(session);
    closing.add(session.seat());
    past.add(new TaskView.PastAgent(view(session), reason));
    handoffs = handoffs.without(session.seat());
    if (past.size() > MOST_PAST) {
      past.remove();
    }
    onChange.run();
  }

  void closed(OpenSession session) {
    closing.remove(session.seat());
  }

  /** The task ends: has sessions told that nobody has closed, also those that an earlier run left open. */
  void taskEnds() {
    Stream.concat(
            open.stream().map(OpenSession::seat), leftOpen.stream().map(CarriedOver.LeftOpen::seat))
        .forEach(seat -> LOG.warn(
            "the task ends without having closed the session of {} in {}: the agent leaves some seconds later, "
                + "once its worker finds the task gone. Use AgentSession.attend, or close it on every way out",
            seat.agent(),
            seat.session()));
  }

  void forEach(Consumer<OpenSession> action) {
    List.copyOf(open).forEach(action); // which may wait, while others open and close
  }

  boolean isAnyOpen() {
    return !open.isEmpty();
  }

  boolean isAnyPaused() {
    return open.stream().anyMatch(OpenSession::isPaused);
  }

  boolean isAnyCleaningUp() {
    return open.stream().anyMatch(OpenSession::isCleaningUp);
  }

  /** The attendances of the open sessions, that of the one that was opened last first. */
  List<AttendanceSpec> attendances() {
    List<AttendanceSpec> attendances = new ArrayList<>();
    open.forEach(session -> attendances.add(0, session.spec()));
    return attendances;
  }

  /** The task's agents; those that an earlier run left open, and this one has not opened yet, count as well. */
  List<OrderRights.Attended> attended() {
    return Stream.concat(
            open.stream().map(OpenSession::attended),
            leftOpen().map(CarriedOver.LeftOpen::attended))
        .toList();
  }

  List<SessionView.Agent> views() {
    return open.stream().map(this::view).toList();
  }

  private SessionView.Agent view(OpenSession session) {
    return session.view(handoffs.keeper(session.seat()));
  }

  /** How the task's agents have come from worker to worker, and who keeps those that are present. */
  HandoffLog handoffs() {
    return handoffs;
  }

  List<SessionView.Past> past() {
    return List.copyOf(past);
  }

  /** The ends of attendances that an earlier run started, and this one takes over. */
  AdoptedEnds adoptedEnds() {
    return adopted;
  }

  @Override
  public void ended(AttendanceEnd end) {
    adopted.ended(end);
  }

  @Override
  public void handedOver(Handoff handoff) {
    handoffs = handoffs.told(handoff);
    onChange.run();
  }

  @Override
  public void sighted(Sighting sighting) {
    handoffs = handoffs.sighted(sighting);
    Seat seat = new Seat(sighting.session(), sighting.agent());
    open.stream()
        .filter(session -> session.seat().equals(seat))
        .findFirst()
        .ifPresentOrElse(session -> session.sighted(sighting), () -> early.put(seat, sighting));
  }
}
