package dev.understudy.presence.ably;

import dev.understudy.presence.AgentName;
import dev.understudy.presence.Member;
import dev.understudy.presence.Roster;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import io.ably.lib.types.Message;
import io.ably.lib.types.PresenceMessage;
import java.util.Optional;

/**
 * What this worker sees of one session: who is there, and what tasks want shown. While it is not clear, what
 * is told is noted all the same; only nobody knows whether that is all. Confined to the loop.
 */
public final class ChannelView {
  private final PresenceSync sync;
  private final Runnable onView;
  private final StatusBoard statuses = new StatusBoard();
  private Roster roster = Roster.EMPTY;
  private boolean isClear;

  /**
   * Not clear.
   *
   * @param onView runs when it has become clear, and after each change while it is
   */
  ChannelView(PresenceSync sync, Runnable onView) {
    this.sync = sync;
    this.onView = onView;
  }

  /** Whether {@link #roster} is what Ably has, as far as anybody can know. */
  boolean isClear() {
    return isClear;
  }

  Roster roster() {
    return roster;
  }

  /** The newest that {@code task} wants its agent to show, as far as the channel still holds it. */
  Optional<Status> status(AgentName agent, String task) {
    return statuses.newest(agent, task);
  }

  /** The channel is attached: becomes clear once Ably has told who is there. */
  void seek() {
    if (!sync.isUnderWay()) {
      seekAnew();
    }
  }

  /** The same, but what Ably was about to tell counts no more. */
  void seekAnew() {
    sync.begin(members -> onSynced());
  }

  /** The events that make the roster came before. */
  private void onSynced() {
    isClear = true;
    onView.run();
  }

  /** From now on nobody knows who is there. */
  void lose() {
    sync.stop();
    isClear = false;
  }

  /** The same, and nobody of those who were there is any more, as far as the next sight goes. */
  void forget() {
    lose();
    roster = Roster.EMPTY;
  }

  void onPresence(PresenceMessage event) {
    Member member = Members.read(event);
    roster = event.action == PresenceMessage.Action.leave
        ? roster.without(member.key())
        : roster.with(member);
    tellIfClear();
  }

  void onMessage(Message message) {
    boolean isNews = StatusMessage.parse(Members.text(message.data))
        .filter(status -> message.clientId != null)
        .map(status -> statuses.note(message.clientId, status))
        .orElse(false);
    if (isNews) {
      tellIfClear();
    }
  }

  private void tellIfClear() {
    if (isClear) {
      onView.run();
    }
  }
}
