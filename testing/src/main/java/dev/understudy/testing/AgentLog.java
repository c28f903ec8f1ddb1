package dev.understudy.testing;

import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one agent has done in a room. What its task says before the agent has come, or is known not to come, is
 * kept back until then, or it would be chance what a test sees first. Confined to the room's lock.
 */
final class AgentLog {
  /** Something that the task has said early: it is shown by an agent that is there, or by nobody. */
  private record Early(boolean isShown, Runnable telling) {}

  private final List<Early> early = new ArrayList<>();
  private final List<Stay> stays = new ArrayList<>();
  private final List<Status> shown = new ArrayList<>();
  private final List<Said> said = new ArrayList<>();
  private @Nullable PresentAgent present;
  private boolean isAwaited = true;

  /** Tells it at once, or when it is known whether the agent comes. */
  void tell(boolean isShown, Runnable telling) {
    early.add(new Early(isShown, telling));
    if (!isAwaited) {
      tellEarly();
    }
  }

  /** It has come, or has been refused, or cannot come yet. */
  void isDecided() {
    isAwaited = false;
    tellEarly();
  }

  private void tellEarly() {
    List<Early> now = List.copyOf(early);
    early.clear();
    now.stream()
        .filter(one -> present != null || !one.isShown())
        .forEach(one -> one.telling().run());
  }

  /** Its task says no more; another may. */
  void isOver() {
    isDecided();
    isAwaited = true;
  }

  Optional<PresentAgent> present() {
    return Optional.ofNullable(present);
  }

  /** Returns whether that is news for those who watch: a later tenure takes the place of an earlier one. */
  boolean enters(PresentAgent agent, Instant now) {
    boolean isNews = present == null;
    if (isNews) {
      stays.add(Stay.begun(agent.spec().task(), now));
    }
    present = agent;
    return isNews;
  }

  void leaves(LeaveReason reason, Instant now) {
    present = null;
    int last = stays.size() - 1;
    stays.set(last, stays.get(last).ended(now, reason));
  }

  /** Returns whether it is news: what is older than what is shown changes nothing. */
  boolean shows(Status status) {
    boolean isNews = shown.isEmpty() || status.isNewerThan(shown.get(shown.size() - 1));
    if (isNews) {
      shown.add(status);
    }
    return isNews;
  }

  void says(Said message) {
    said.add(message);
  }

  List<Stay> stays() {
    return List.copyOf(stays);
  }

  List<Status> shown() {
    return List.copyOf(shown);
  }

  List<Said> said() {
    return List.copyOf(said);
  }

  /** As a line of a story. The id of a question, which is a time, is left out. */
  static String line(Status status) {
    Map<String, Object> detail = new LinkedHashMap<>(status.detail());
    String state = "";
    if (status.state() != AgentState.ACTIVE) {
      detail.remove("questionId");
      state = " (%s)".formatted(status.state().name().toLowerCase(Locale.ROOT));
    }
    return status.text() + (detail.isEmpty() ? "" : " " + detail) + state;
  }
}
