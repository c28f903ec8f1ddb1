package dev.understudy.samples.devices;

import com.google.gson.JsonObject;
import dev.understudy.cli.Fault;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.ErrorInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A user's device: one Ably client with a connection of its own. Confined to one thread. */
final class Device implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

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
  static Device enter(ClientOptions options, String channelName, String name) {
    try {
      AblyRealtime ably = new AblyRealtime(options);
      Device device = new Device(ably, ably.channels.get(channelName), name);
      device.enter();
      return device;
    } catch (AblyException e) {
      throw refused(e.errorInfo);
    }
  }

  private void enter() throws AblyException {
    CompletableFuture<Void> entered = new CompletableFuture<>();
    ably.connect();
    channel.presence.enter(data, completing(entered));
    await(entered);
  }

  /** Says goodbye; the connection stays until it is closed. */
  void leave() {
    CompletableFuture<Void> left = new CompletableFuture<>();
    try {
      channel.presence.leave(data, completing(left));
    } catch (AblyException e) {
      throw refused(e.errorInfo);
    }
    await(left);
  }

  private static CompletionListener completing(CompletableFuture<Void> future) {
    return new CompletionListener() {
      @Override
      public void onSuccess() {
        future.complete(null);
      }

      @Override
      public void onError(ErrorInfo reason) {
        future.completeExceptionally(refused(reason));
      }
    };
  }

  private static void await(CompletableFuture<Void> answer) {
    try {
      answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Fault fault ? fault : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw Fault.failure(
          "no answer from Ably within " + PATIENCE_SECONDS + " s",
          "check the network, ABLY_HOST and ABLY_PORT");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.failure("interrupted while waiting for Ably", "start it again");
    }
  }

  private static Fault refused(ErrorInfo reason) {
    return Fault.failure(
        "Ably refused a device: " + reason.message + " (" + reason.code + ")",
        "check ABLY_KEY and the channel's name");
  }

  /** Ends its connection. */
  @Override
  public void close() {
    ably.close();
  }
}
