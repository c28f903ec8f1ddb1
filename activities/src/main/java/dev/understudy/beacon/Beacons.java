package dev.understudy.beacon;

import dev.understudy.Internal;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.presence.ably.RestPresence;
import java.util.List;

/** The beacons that can be seen at a moment, by whoever asks. Blocks. */
@Internal
public final class Beacons {
  private Beacons() {}

  /**
   * Those of the workers of {@code taskQueue}, in no order; one worker may have two for a moment. Members of their
   * channel that are none are left out.
   *
   * @throws dev.understudy.presence.ably.AblyRefusedException if Ably cannot be reached, or may not tell
   */
  public static List<Light> seen(AblySettings ably, String taskQueue) {
    return RestPresence.members(ably, Light.channel(taskQueue)).stream()
        .flatMap(one -> Light.parse(taskQueue, one.member().clientId(), one.data()).stream())
        .toList();
  }
}
