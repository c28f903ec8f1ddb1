package dev.understudy.samples.embedded;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.cli.Fault;
import dev.understudy.cli.Lifeline;
import dev.understudy.cli.ReadyLine;
import dev.understudy.cli.Subcommand;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code understudy ably-local}: a server that Ably's own clients take for Ably. */
@Command(
    name = "ably-local",
    description = "Runs an Ably-compatible realtime server for development and tests.",
    sortOptions = false)
public final class AblyLocalCommand implements Subcommand {

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
      description = "The API key that opens it, appId.keyId:secret. Default: a random one.")
  private @Nullable String key;

  @Option(
      names = "--until-stdin-closes",
      description = "End when standard input ends, as a child of another program.")
  private boolean untilStdinCloses;

  @Override
  public Integer call() {
    Ports.check(port);
    try (AblyLocal server = configured().start()) {
      Map<String, Object> where = new LinkedHashMap<>();
      where.put("host", server.host());
      where.put("port", server.port());
      where.put("key", server.key());
      ReadyLine.print("ably-local", where);
      Lifeline.await(untilStdinCloses);
      return 0;
    } catch (UncheckedIOException e) {
      throw Ports.inUse(port, e);
    }
  }

  private AblyLocal.Builder configured() {
    try {
      AblyLocal.Builder builder = AblyLocal.builder().port(port).host(host);
      return key == null ? builder : builder.key(key);
    } catch (IllegalArgumentException e) {
      throw Fault.usage(String.valueOf(e.getMessage()), "see 'understudy ably-local --help'");
    }
  }
}
