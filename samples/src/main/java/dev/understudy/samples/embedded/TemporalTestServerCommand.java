package dev.understudy.samples.embedded;

import dev.understudy.cli.Lifeline;
import dev.understudy.cli.ReadyLine;
import dev.understudy.cli.Subcommand;
import dev.understudy.embedded.EmbeddedTemporal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code understudy temporal-test-server}: a Temporal for development, in memory, on loopback. */
@Command(
    name = "temporal-test-server",
    description = "Runs Temporal's test server on this machine's loopback interface.",
    sortOptions = false)
public final class TemporalTestServerCommand implements Subcommand {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "7233",
      description = "Where to listen; 0 for any free port. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--until-stdin-closes",
      description = "End when standard input ends, as a child of another program.")
  private boolean untilStdinCloses;

  @Override
  public Integer call() {
    Ports.check(port);
    try (EmbeddedTemporal server = EmbeddedTemporal.start(port)) {
      Map<String, Object> where = new LinkedHashMap<>();
      where.put("host", server.host());
      where.put("port", server.port());
      ReadyLine.print("temporal-test-server", where);
      Lifeline.await(untilStdinCloses);
      return 0;
    } catch (IOException e) {
      throw Ports.cannotListen(port, e);
    }
  }
}
