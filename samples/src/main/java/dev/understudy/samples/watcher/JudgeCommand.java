package dev.understudy.samples.watcher;

import dev.understudy.cli.Lifeline;
import dev.understudy.cli.Subcommand;
import dev.understudy.samples.watcher.Report.Ready;
import io.ably.lib.types.ClientOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code understudy judge}: every presence event of a channel, and at the end who was offline. */
@Command(
    name = "judge",
    description = {
      "Prints every presence event of a channel as a line of JSON and, when standard input ends,"
          + " how long each client was offline.",
      "Takes ABLY_KEY, ABLY_HOST, ABLY_PORT and ABLY_TLS from the environment."
    },
    sortOptions = false)
public final class JudgeCommand implements Subcommand {

  @Parameters(paramLabel = "CHANNEL", description = "The channel to watch.")
  private String channel = "";

  @Override
  public Integer call() {
    ClientOptions options = AblyAccess.fromEnvironment(System.getenv());
    try (Transcript transcript = new Transcript(JudgeCommand::print)) {
      watch(options, transcript);
      return 0;
    }
  }

  private void watch(ClientOptions options, Transcript transcript) {
    try (Watcher watcher = Watcher.on(channel, options, transcript::add)) {
      transcript.add(new Ready(System.currentTimeMillis(), watcher.channelName()));
      Lifeline.await(true);
      transcript.end(System.currentTimeMillis());
    }
  }

  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
