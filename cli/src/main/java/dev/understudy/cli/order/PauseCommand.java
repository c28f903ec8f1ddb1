package dev.understudy.cli.order;

import dev.understudy.Internal;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code understudy pause}: lets a task wait at its next checkpoint. */
@Internal
@Command(
    name = "pause",
    header = "Lets a task wait at its next checkpoint.",
    description = {
      "Lets a task wait at its next checkpoint until it is resumed.",
      "Temporal is where TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE or TEMPORAL_CONFIG_FILE say."
    },
    sortOptions = false)
public final class PauseCommand extends ControlCommand {
  /** At that Temporal which this process' environment names. */
  public PauseCommand() {
    this(System.getenv());
  }

  public PauseCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  String deed() {
    return "is paused";
  }
}
