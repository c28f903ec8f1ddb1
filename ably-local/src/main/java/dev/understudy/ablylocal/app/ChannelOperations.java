package dev.understudy.ablylocal.app;

import dev.understudy.ablylocal.channel.Channels;
import dev.understudy.ablylocal.limits.Limits;

/** What clients of one app can do on its channels. */
public record ChannelOperations(
    Attaching attaching, Publishing publishing, PresenceOperations presence) {

  static ChannelOperations on(Channels channels, Limits limits) {
    return new ChannelOperations(
        new Attaching(channels, limits),
        new Publishing(channels, limits),
        new PresenceOperations(limits));
  }
}
