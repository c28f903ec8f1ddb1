package dev.understudy.presence.ably;

import dev.understudy.presence.AgentEnd;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.Roster;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import io.ably.lib.types.Message;
import java.util.Collection;
import java.util.Optional;

/**
 * What this worker sees of one session: who is there, and what tasks want shown. While it is not clear, what
 * tasks want is noted all the same. Confined to the loop.
 */
final class ChannelView implements PresenceFeed.Listener {
  private final Runnable onView;
  private final Runnable onLostView;
  private final StatusBoard statuses = new StatusBoard();
  private Roster roster = Roster.EMPTY;
  private Optional<String> blindness = Optional.empty();
  private boolean isClear;

  /**
   * Not clear.
   *
   * @param onView runs when it has become clear, and after each change while it is
   * @param onLostView runs when it is clear no more; maybe more than once
   */
  ChannelView(Runnable onView, Runnable onLostView) {
    this.onView = onView;
    this.onLostView = onLostView;
  }

  /** Whether {@link #roster} is what Ably has, as far as anybody can know. */
  boolean isClear() {
    return isClear;
  }

  /** Why others than this worker's own members are not seen, though they may be there; empty if they are. */
  Optional<String> blindness() {
    return blindness;
  }

  Roster roster() {
    return roster;
  }

  /** The newest that {@code task} wants its agent to show, as far as the channel still holds it. */
  Optional<Status> status(AgentName agent, String task) {
    return statuses.newest(agent, task);
  }

  @Override
  public void onMembers(Collection<MemberWithData> members, Collection<AgentEnd> ends) {
    seeAll(members, ends, Optional.empty());
  }

  /** Agents go on being present: what concerns them is this worker's own members, and those are seen. */
  @Override
  public void onOwnMembers(
      Collection<MemberWithData> members, Collection<AgentEnd> ends, String why) {
    seeAll(members, ends, Optional.of(why));
  }

  private void seeAll(
      Collection<MemberWithData> members, Collection<AgentEnd> ends, Optional<String> unless) {
    isClear = true;
    blindness = unless;
    see(roster.synced(members.stream().map(MemberWithData::member).toList(), ends));
  }

  @Override
  public void onHere(MemberWithData member) {
    see(roster.with(member.member()));
  }

  @Override
  public void onGone(MemberWithData last) {
    see(roster.without(last.member().key()));
  }

  @Override
  public void onEnd(AgentEnd end) {
    see(roster.ended(end));
  }

  private void see(Roster next) {
    roster = next;
    onView.run();
  }

  @Override
  public void onLostView(String why, boolean isForGood) {
    isClear = false;
    onLostView.run();
  }

  void onMessage(Message message) {
    boolean isNews = StatusMessage.parse(Messages.text(message.data))
        .filter(status -> message.clientId != null)
        .map(status -> statuses.note(message.clientId, status))
        .orElse(false);
    if (isNews && isClear) {
      onView.run();
    }
  }
}
