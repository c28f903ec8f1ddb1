package dev.understudy.presence.ably;

import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.Member;
import dev.understudy.presence.User;
import dev.understudy.roster.RosterFold;
import io.ably.lib.types.PresenceMessage;
import org.jspecify.annotations.Nullable;

/** Members as ably-java delivers them. */
public final class Members {
  private Members() {}

  static Member read(PresenceMessage message) {
    String data = text(message.data);
    return new Member(
        message.clientId, message.connectionId, AgentPresence.parse(data), User.roleIn(data));
  }

  /** With what it shows, which is empty if that is no text. */
  public static RosterFold.Seen seen(PresenceMessage message) {
    String data = text(message.data);
    return new RosterFold.Seen(read(message), data == null ? "" : data);
  }

  public static Member.Key key(PresenceMessage message) {
    return new Member.Key(message.clientId, message.connectionId);
  }

  /** JSON as a text: whoever published may have sent either; nothing for anything else. */
  static @Nullable String text(@Nullable Object data) {
    return data instanceof byte[] || data == null ? null : data.toString();
  }
}
