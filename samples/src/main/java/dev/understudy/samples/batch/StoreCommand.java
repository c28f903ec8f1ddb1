package dev.understudy.samples.batch;

import dev.understudy.cli.Lifeline;
import dev.understudy.cli.ReadyLine;
import dev.understudy.cli.Subcommand;
import dev.understudy.cli.text.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.h2.tools.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code understudy passage-store}: the database of the batch demo, in a process that nobody kills. */
@Command(
    name = "passage-store",
    hidden = true,
    description = "Serves an H2 database, for this machine only, until standard input ends.")
public final class StoreCommand implements Subcommand {
  @Parameters(paramLabel = "DIRECTORY", description = "Where it and the way to it are written.")
  private Path directory = Path.of("");

  @Override
  public Integer call() {
    String password = UUID.randomUUID().toString();
    String file = directory.toAbsolutePath().resolve("passages").toString();
    // The connection that makes the database keeps it open; the server lets nobody make another.
    try (Connection owner = DriverManager.getConnection("jdbc:h2:file:" + file, "sa", password)) {
      PassageStore.create(owner);
      Server server = Server.createTcpServer("-tcpPort", "0").start();
      String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/" + file;
      new PassageStore.Access(url, password).write(directory);
      ReadyLine.print("passage-store", Map.of());
      Lifeline.await(true);
      server.stop();
      return 0;
    } catch (SQLException | IOException failure) {
      throw Fault.failure(
          "the store of passages does not start: " + failure.getMessage(),
          "check the directory " + directory,
          failure);
    }
  }
}
