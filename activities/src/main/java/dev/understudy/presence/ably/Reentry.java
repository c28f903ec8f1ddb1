package dev.understudy.presence.ably;

import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelEvent;
import io.ably.lib.realtime.Presence;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ably-java from entering members anew by itself, which it does whenever a channel is attached (Ably features
 * spec, RTP17i): before anybody has seen who is there. A process that stood still for long would so show again what
 * its successor has replaced. Entering anew is left to the tenures, which look first.
 *
 * <p>ably-java 1.5.0 has no option for that, but what it enters anew it takes from a private map, and it tells that a
 * channel is attached before, and on the same thread ({@code ChannelBase.setAttached}, {@code Presence.onAttached}):
 * then the map is emptied. Should another version not have that map, ably-java enters members anew again, and the
 * tenures correct what they see.
 */
final class Reentry {
  private static final Logger LOG = LoggerFactory.getLogger(Reentry.class);

  /** Ably's code of an update of a channel on which ably-java could not enter a member anew (RTP17e). */
  static final int FAILED = 91004;

  /** The client's map of its own members, and how to empty it. */
  private record OwnMembers(Field map, Method clear) {
    static @Nullable OwnMembers find() {
      try {
        Field map = Presence.class.getDeclaredField("internalPresence");
        Method clear = map.getType().getDeclaredMethod("clear");
        map.setAccessible(true);
        clear.setAccessible(true);
        return new OwnMembers(map, clear);
      } catch (ReflectiveOperationException | RuntimeException unknown) {
        LOG.warn("this ably-java enters members anew by itself", unknown);
        return null;
      }
    }

    void forget(Channel channel) {
      try {
        clear.invoke(map.get(channel.presence));
      } catch (ReflectiveOperationException unknown) {
        LOG.warn("ably-java enters members of {} anew by itself", channel.name, unknown);
      }
    }
  }

  private static final @Nullable OwnMembers OWN_MEMBERS = OwnMembers.find();

  private Reentry() {}

  /** From now on nobody enters {@code channel} anew but who says so. */
  static void leaveToOthers(Channel channel) {
    if (OWN_MEMBERS != null) {
      OwnMembers members = OWN_MEMBERS;
      channel.on(ChannelEvent.attached, change -> members.forget(channel));
      channel.on(ChannelEvent.update, change -> members.forget(channel));
    }
  }
}
