package dev.understudy.cli.order;

import dev.understudy.Internal;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code understudy resume}: lets a paused task go on. */
@Internal
@Command(
    name = "resume",
    header = "Lets a paused task go on.",
    description = {
      "Lets a paused task go on, whoever paused it, and also if it waits for people.",
      "Temporal is where TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE or TEMPORAL_CONFIG_FILE say."
    },
    sortOptions = false)
public final class ResumeCommand extends ControlCommand {
  /** At that Temporal which this process' environment names. */
  public ResumeCommand() {
    this(System.getenv());
  }

  public ResumeCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  String deed() {
    return "goes on";
  }
}
