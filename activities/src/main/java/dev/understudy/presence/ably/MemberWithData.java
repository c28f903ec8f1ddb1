package dev.understudy.presence.ably;

import dev.understudy.Internal;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.Member;
import dev.understudy.presence.User;
import io.ably.lib.types.PresenceMessage;

/**
 * A member as ably-java delivers it.
 *
 * @param data all that it shows, JSON as a text; empty for nothing, and for bytes
 */
@Internal
public record MemberWithData(Member member, String data) {
  static MemberWithData of(PresenceMessage message) {
    String data = Messages.text(message.data);
    Member member = new Member(
        message.clientId, message.connectionId, AgentPresence.parse(data), User.roleIn(data));
    return new MemberWithData(member, data == null ? "" : data);
  }
}
