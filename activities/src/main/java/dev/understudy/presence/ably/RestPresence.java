package dev.understudy.presence.ably;

import dev.understudy.Internal;
import io.ably.lib.rest.AblyRest;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.PaginatedResult;
import io.ably.lib.types.Param;
import io.ably.lib.types.PresenceMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who is in a channel, asked once, without a connection. Blocks. */
@Internal
public final class RestPresence {
  /** The most that Ably gives at once (REST API, "presence"). */
  private static final Param[] PAGE = {new Param("limit", 1000)};

  private RestPresence() {}

  /**
   * The members of {@code channel}, in no order.
   *
   * @throws AblyRefusedException if Ably cannot be reached or does not say
   */
  public static List<MemberWithData> members(AblySettings settings, String channel) {
    try {
      AblyRest client = AblyClients.rest(settings);
      List<MemberWithData> all = new ArrayList<>();
      PaginatedResult<PresenceMessage> page =
          client.channels.get(channel).presence.get(PAGE);
      add(page, all);
      while (page.hasNext()) {
        page = page.next();
        add(page, all);
      }
      return all;
    } catch (AblyException refused) {
      throw refused(settings, channel, refused.errorInfo);
    }
  }

  private static void add(PaginatedResult<PresenceMessage> page, List<MemberWithData> all) {
    Stream.of(page.items()).map(MemberWithData::of).forEach(all::add);
  }

  private static AblyRefusedException refused(
      AblySettings settings, String channel, ErrorInfo reason) {
    return new AblyRefusedException("%s does not say who is in %s: %s (%d)"
        .formatted(settings.address(), channel, reason.message, reason.code));
  }
}
