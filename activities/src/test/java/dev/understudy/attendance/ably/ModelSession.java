package dev.understudy.attendance.ably;

import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.Member;
import dev.understudy.presence.Roster;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;

/**
 * A session as it truly is, and one connection to it: what was asked takes effect in its order, and answers and
 * news come back in theirs, an answer just before or after its own news; after it, if another's member has been
 * displaced. With a connection both may be lost, or an answer comes when nobody waits for it any
 * more; what was on its way is settled before there is another view.
 */
final class ModelSession {
  static final AgentName AGENT = new AgentName("writer");
  private static final TenancyEvent.Refusal TOO_MANY =
      new TenancyEvent.Refusal("too many", 42911, false);
  private static final TenancyEvent.Refusal NOT_PERMITTED =
      new TenancyEvent.Refusal("not permitted", 40160, true);

  private final Random random;
  private final Map<Member.Key, Optional<AgentPresence>> members = new LinkedHashMap<>();
  private final Queue<TenancyEffect.Request> asked = new ArrayDeque<>();
  private final Deque<TenancyEvent> news = new ArrayDeque<>();
  private final List<TenancyEvent> late = new ArrayList<>();
  private Optional<Status> said = Optional.empty();
  private int connection;

  /** How many more requests are refused for now, whatever they are. */
  private int refusals;

  ModelSession(Random random) {
    this.random = random;
  }

  private Member.Key ourKey() {
    return new Member.Key(AGENT.value(), "ours-" + connection);
  }

  /** What our connection's member shows in truth. */
  Optional<AgentPresence> own() {
    return members.getOrDefault(ourKey(), Optional.empty());
  }

  /** Who is there in truth. */
  Roster roster() {
    Roster roster = Roster.EMPTY;
    for (Map.Entry<Member.Key, Optional<AgentPresence>> each : members.entrySet()) {
      Member.Key key = each.getKey();
      roster = roster.with(
          new Member(key.clientId(), key.connectionId(), each.getValue(), Optional.empty()));
    }
    return roster;
  }

  Optional<Status> said() {
    return said;
  }

  void ask(TenancyEffect.Request request) {
    asked.add(request);
  }

  boolean isBusy() {
    return !asked.isEmpty() || !news.isEmpty() || !late.isEmpty();
  }

  /** Ably takes the next request, which it may refuse if it {@code mayRefuse}. */
  void takeNext(boolean mayRefuse) {
    TenancyEffect.Request request = asked.poll();
    if (request != null && mayRefuse && (refusals > 0 || random.nextInt(4) == 0)) {
      refusals--;
      boolean isForNow = refusals >= 0 || random.nextInt(4) > 0;
      news.add(new TenancyEvent.Refused(request, isForNow ? TOO_MANY : NOT_PERMITTED));
    } else if (request != null) {
      boolean isToldFirst = isAnothers() || random.nextBoolean();
      apply(request);
      if (isToldFirst) {
        tell();
      }
      news.add(new TenancyEvent.Acknowledged(request));
      if (!isToldFirst) {
        tell();
      }
    }
  }

  /** From now on requests are refused for now. */
  void refuse(int requests) {
    refusals = requests;
  }

  private boolean isAnothers() {
    return own().filter(data -> !data.task().equals("task")).isPresent();
  }

  private void apply(TenancyEffect.Request request) {
    if (request instanceof TenancyEffect.Show show) {
      members.put(ourKey(), Optional.of(show.data()));
    } else {
      members.remove(ourKey());
    }
  }

  /** Who is there now is told. */
  void tell() {
    news.add(view());
  }

  TenancyEvent view() {
    return new TenancyEvent.Viewed(new ChannelSnapshot(roster(), own(), said));
  }

  Optional<TenancyEvent> nextNews() {
    return Optional.ofNullable(news.poll());
  }

  /** An answer that comes when its view is lost. */
  Optional<TenancyEvent> nextLate() {
    return late.isEmpty()
        ? Optional.empty()
        : Optional.of(late.remove(random.nextInt(late.size())));
  }

  void lose() {
    news.stream().filter(event -> !(event instanceof TenancyEvent.Viewed)).forEach(this::mayBeLate);
    asked.forEach(this::settle);
    asked.clear();
    news.clear();
    if (random.nextInt(3) == 0) {
      members.remove(ourKey());
    }
    if (random.nextInt(3) == 0) {
      connection++;
    }
  }

  private void settle(TenancyEffect.Request request) {
    if (random.nextBoolean()) {
      apply(request);
      mayBeLate(new TenancyEvent.Acknowledged(request));
    } else {
      mayBeLate(new TenancyEvent.Refused(request, TOO_MANY));
    }
  }

  private void mayBeLate(TenancyEvent answer) {
    if (random.nextBoolean()) {
      late.add(answer);
    }
  }

  /** Ably forgets our member, although the connection stays. */
  void dropOurs() {
    members.remove(ourKey());
  }

  /** Somebody else under the agent's name: over a connection of its own, or in our place. */
  void enter(String task, Tenure tenure, boolean isInOurPlace) {
    Member.Key key =
        isInOurPlace ? ourKey() : new Member.Key(AGENT.value(), task + tenure.attempt());
    members.put(key, Optional.of(AgentPresence.present(task, tenure, "other", Status.NONE)));
  }

  void leave(String task) {
    members
        .values()
        .removeIf(data -> data.filter(some -> some.task().equals(task)).isPresent());
  }

  void userComesOrGoes() {
    Member.Key alice = new Member.Key("alice", "phone");
    if (members.remove(alice) == null) {
      members.put(alice, Optional.empty());
    }
  }

  void say(long sequence) {
    said = Optional.of(new Status(sequence, AgentState.ACTIVE, "step " + sequence, Map.of()));
  }
}
