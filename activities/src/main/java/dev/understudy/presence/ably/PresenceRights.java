package dev.understudy.presence.ably;

import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ChannelMode;
import io.ably.lib.types.ChannelOptions;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.HttpPaginatedResponse;
import io.ably.lib.types.Param;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether Ably lets a client see who else is on a channel. It says so when it attaches the channel (features spec,
 * RTL4m), and sends a client without that right no members but its own: to such a client each room looks empty.
 *
 * <p>A new token may change the right of a channel that is attached, and of that Ably says nothing (ably-server,
 * {@code reconcileAttachmentCapabilities}: no frame is sent). So who has a new token asks over REST, where the same
 * right is needed to read the set; and if it has changed, attaches anew, as only that brings the members.
 *
 * <p>Thread-safe.
 */
final class PresenceRights {
  /** Ably's code of an operation that the capability does not allow. */
  private static final int LACKS_CAPABILITY = 40160;

  /** What Ably gives a client that asks for no modes; those that ably-java has a name for. */
  private static final ChannelMode[] USUAL_MODES = {
    ChannelMode.presence,
    ChannelMode.publish,
    ChannelMode.subscribe,
    ChannelMode.presence_subscribe,
    ChannelMode.annotation_publish
  };

  private final AblyRealtime client;
  private final Channel channel;

  PresenceRights(AblyRealtime client, Channel channel) {
    this.client = client;
    this.channel = channel;
  }

  /** Why the client sees nobody else, and what would help, as Ably said when it attached the channel last. */
  Optional<String> blindness() {
    if (isGranted()) {
      return Optional.empty();
    }
    return Optional.of(
        isAskedFor()
            ? ("the Ably key or token may not subscribe in %s: give it the capability \"subscribe\""
                    + " there")
                .formatted(channel.name)
            : ("the modes asked for in %s lack presence_subscribe: attach the channel with that mode,"
                    + " or without modes")
                .formatted(channel.name));
  }

  private boolean isGranted() {
    return Arrays.asList(channel.getModes()).contains(ChannelMode.presence_subscribe);
  }

  private boolean isAskedFor() {
    ChannelOptions options = channel.getOptions();
    if (options != null && options.hasParams() && options.params.containsKey("modes")) {
      return options.params.get("modes").toLowerCase(Locale.ROOT).contains("presence_subscribe");
    }
    return options == null
        || !options.hasModes()
        || Arrays.asList(options.modes).contains(ChannelMode.presence_subscribe);
  }

  /**
   * Whether Ably would grant now something else than it did when it attached the channel. Asks it: blocks.
   *
   * @throws AblyException if it does not say
   */
  boolean haveChanged() throws AblyException {
    if (!isAskedFor()) {
      return false;
    }
    String path = "/channels/%s/presence"
        .formatted(URLEncoder.encode(channel.name, StandardCharsets.UTF_8).replace("+", "%20"));
    Param[] one = {new Param("limit", 1)};
    return isGranted() != isAllowed(client.request("GET", path, one, null, null));
  }

  private static boolean isAllowed(HttpPaginatedResponse answer) throws AblyException {
    if (!answer.success && answer.errorCode != LACKS_CAPABILITY) {
      throw AblyException.fromErrorInfo(
          new ErrorInfo(answer.errorMessage, answer.statusCode, answer.errorCode));
    }
    return answer.success;
  }

  /** Attaches the channel again, which stays attached meanwhile: nobody who is present over it leaves. */
  void renew() throws AblyException {
    ChannelOptions own = Optional.ofNullable(channel.getOptions()).orElseGet(ChannelOptions::new);
    if (!own.hasModes() && !own.hasParams()) {
      // Only for options that say something does ably-java attach again (1.5.0,
      // shouldReattachToSetOptions).
      channel.setOptions(withUsualModes(own));
    }
    channel.setOptions(own);
  }

  private static ChannelOptions withUsualModes(ChannelOptions own) {
    ChannelOptions saying = new ChannelOptions();
    saying.modes = USUAL_MODES.clone();
    saying.cipherParams = own.cipherParams;
    saying.encrypted = own.encrypted;
    saying.attachOnSubscribe = own.attachOnSubscribe;
    return saying;
  }
}
