package dev.understudy.samples.devices;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.understudy.cli.ReadyLine;
import dev.understudy.cli.Subcommand;
import dev.understudy.cli.text.Fault;
import dev.understudy.samples.watcher.AblyAccess;
import io.ably.lib.types.ClientOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code understudy devices}: users' devices that come and go as standard input says. */
@Command(
    name = "devices",
    description = {
      "Has devices of users enter and leave a channel, each with a connection of its own, as lines"
          + " of standard input say: 'enter USER DEVICE', 'leave USER DEVICE'. Says when each has,"
          + " in a line of JSON, or what is wrong with the order, and takes the next. Ends when"
          + " standard input ends: with status 1 if an order was not carried out.",
      "Takes ABLY_KEY, ABLY_HOST, ABLY_PORT and ABLY_TLS from the environment."
    },
    sortOptions = false)
public final class DevicesCommand implements Subcommand {
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private boolean isAllDone = true;

  @Parameters(paramLabel = "CHANNEL", description = "The channel to enter.")
  private String channel = "";

  @Override
  public Integer call() {
    Device.tryOut(AblyAccess.fromEnvironment(System.getenv()));
    ReadyLine.print("devices", Map.of());
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      orders.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::take);
    } catch (IOException | UncheckedIOException e) {
      // A broken line is a closed one.
    } finally {
      devices.values().forEach(Device::close);
    }
    return isAllDone ? 0 : 1;
  }

  /** One order that cannot be carried out costs nobody else their device. */
  private void take(String order) {
    try {
      obey(order);
    } catch (Fault fault) {
      isAllDone = false;
      System.err.println(fault.line());
    }
  }

  private void obey(String order) {
    String[] words = order.split("\\s+", -1);
    boolean isWhole = words.length == 3;
    if (isWhole && words[0].equals("enter")) {
      enter(words[1], words[2]);
    } else if (isWhole && words[0].equals("leave")) {
      leave(words[1] + " " + words[2]);
    } else {
      throw Fault.usage(
          "'" + order + "' is no order", "say 'enter USER DEVICE' or 'leave USER DEVICE'");
    }
  }

  private void enter(String user, String device) {
    String name = user + " " + device;
    if (devices.containsKey(name)) {
      throw Fault.usage(name + " is there already", "name another device, or let it leave first");
    }
    if (user.equals("*")) {
      throw Fault.usage("Ably takes '*' for any user", "name one");
    }
    ClientOptions options = AblyAccess.fromEnvironment(System.getenv());
    options.clientId = user;
    devices.put(name, Device.enter(options, channel, device));
    say("entered", name);
  }

  private void leave(String name) {
    Device device = devices.remove(name);
    if (device == null) {
      throw Fault.usage(name + " is not there", "let it enter first");
    }
    try (device) {
      device.leave();
    }
    say("left", name);
  }

  private static void say(String what, String device) {
    System.out.println(JsonNodeFactory.instance.objectNode().put(what, device));
    System.out.flush();
  }
}
