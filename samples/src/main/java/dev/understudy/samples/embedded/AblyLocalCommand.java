package dev.understudy.samples.embedded;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.AblyLocalBuilder;
import dev.understudy.cli.Lifeline;
import dev.understudy.cli.ReadyLine;
import dev.understudy.cli.Subcommand;
import dev.understudy.cli.text.Fault;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code understudy ably-local}: a server that Ably's own clients take for Ably. */
@Command(
    name = "ably-local",
    description = {
      "Runs an Ably-compatible realtime server for development and tests.",
      "Takes the key that opens it from ABLY_KEY, as those do who connect to it, and makes one up if"
          + " there is none."
    },
    sortOptions = false)
public final class AblyLocalCommand implements Subcommand {
  private static final String KEY = "ABLY_KEY";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Where to listen; 0 for any free port. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "The address to listen on. Default: ${DEFAULT-VALUE}, this machine only.")
  private String host = "";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "The API key that opens it, appId.keyId:secret, instead of ABLY_KEY. Everybody on this"
              + " machine can read an argument: only for keys that open nothing else.")
  private @Nullable String key;

  @Mixin
  private final LimitOptions limits = new LimitOptions();

  @Option(
      names = "--until-stdin-closes",
      description = "End when standard input ends, as a child of another program.")
  private boolean untilStdinCloses;

  @Override
  public Integer call() {
    Ports.check(port);
    warnOfOthers();
    try (AblyLocal server = configured().start()) {
      Map<String, Object> where = new LinkedHashMap<>();
      where.put("host", server.host());
      where.put("port", server.port());
      if (key != null || ownKey().isEmpty()) {
        where.put("key", server.key());
      }
      ReadyLine.print("ably-local", where);
      if (!untilStdinCloses) {
        System.out.println(new Snippets(
            server.host(), server.port(), where.containsKey("key") ? server.key() : ""));
      }
      Lifeline.await(untilStdinCloses);
      return 0;
    } catch (UncheckedIOException e) {
      throw Ports.cannotListen(host, port, e);
    }
  }

  /** It is for development: it encrypts nothing and lets a page of any origin in that has the key. */
  private void warnOfOthers() {
    if (!Ports.isThisMachineOnly(host)) {
      System.err.println("understudy: " + host + " can be reached from other machines, unencrypted;"
          + " ably-local is for development, leave --host out to serve this machine only");
    }
  }

  private AblyLocalBuilder configured() {
    AblyLocalBuilder builder = AblyLocal.builder().port(port).limits(limits.chosen());
    set("--host", () -> builder.host(host));
    Optional.ofNullable(key).ifPresent(given -> set("--key", () -> builder.key(given)));
    ownKey().filter(own -> key == null).ifPresent(own -> set(KEY, () -> builder.key(own)));
    return builder;
  }

  private static void set(String name, Runnable setting) {
    try {
      setting.run();
    } catch (IllegalArgumentException e) {
      throw Fault.usage(
          String.valueOf(e.getMessage()),
          "correct " + name + "; see 'understudy ably-local --help'");
    }
  }

  /** The key in the environment: whoever set it knows it, so it is not repeated. */
  private static Optional<String> ownKey() {
    return Optional.ofNullable(System.getenv(KEY)).filter(set -> !set.isBlank());
  }
}
