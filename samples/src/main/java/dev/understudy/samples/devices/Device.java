package dev.understudy.samples.devices;

import com.google.gson.JsonObject;
import dev.understudy.cli.text.Fault;
import dev.understudy.samples.watcher.AblyAnswer;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import java.util.concurrent.CompletableFuture;

/** A user's device: one Ably client with a connection of its own. Confined to one thread. */
public final class Device implements AutoCloseable {
  private static final String WHO = "a device";

  private final AblyRealtime ably;
  private final Channel channel;
  private final JsonObject data = new JsonObject();

  private Device(AblyRealtime ably, Channel channel, String name) {
    this.ably = ably;
    this.channel = channel;
    data.addProperty("device", name);
  }

  /**
   * One that has entered the channel.
   *
   * @param options with the user as clientId
   * @throws Fault if Ably refuses, or does not answer in time
   */
  public static Device enter(ClientOptions options, String channelName, String name) {
    try {
      AblyRealtime ably = new AblyRealtime(options);
      Device device = new Device(ably, ably.channels.get(channelName), name);
      device.enterOrClose();
      return device;
    } catch (AblyException e) {
      throw AblyAnswer.refused(WHO, e.errorInfo);
    }
  }

  private void enterOrClose() throws AblyException {
    try {
      enter();
    } catch (AblyException | Fault e) {
      close();
      throw e;
    }
  }

  /**
   * Finds out whether devices can connect.
   *
   * @throws Fault if Ably refuses, or does not answer in time
   */
  static void tryOut(ClientOptions options) {
    try (AblyRealtime ably = new AblyRealtime(options)) {
      AblyAnswer.connect(ably, WHO);
    } catch (AblyException e) {
      throw AblyAnswer.refused(WHO, e.errorInfo);
    }
  }

  private void enter() throws AblyException {
    CompletableFuture<Void> entered = new CompletableFuture<>();
    AblyAnswer.connect(ably, WHO);
    channel.presence.enter(data, AblyAnswer.completing(entered, WHO));
    AblyAnswer.await(entered);
  }

  /** Says goodbye; the connection stays until it is closed. */
  public void leave() {
    CompletableFuture<Void> left = new CompletableFuture<>();
    try {
      channel.presence.leave(data, AblyAnswer.completing(left, WHO));
    } catch (AblyException e) {
      throw AblyAnswer.refused(WHO, e.errorInfo);
    }
    AblyAnswer.await(left);
  }

  /** Ends its connection. */
  @Override
  public void close() {
    ably.close();
  }
}
