package dev.understudy.ablylocal;

/** What clients of one app can do on its channels. */
record ChannelOperations(Attaching attaching, Publishing publishing, PresenceOperations presence) {

  static ChannelOperations on(Channels channels, Limits limits) {
    return new ChannelOperations(
        new Attaching(channels, limits),
        new Publishing(channels, limits),
        new PresenceOperations(limits));
  }
}
