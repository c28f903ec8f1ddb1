package dev.understudy.cli.order;

import dev.understudy.Internal;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code understudy cancel}: cancels a task, which cleans up. */
@Internal
@Command(
    name = "cancel",
    header = "Cancels a task, which cleans up.",
    description = {
      "Cancels a task, which may still clean up; its agents leave as cancelled.",
      "Temporal is where TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE or TEMPORAL_CONFIG_FILE say."
    },
    sortOptions = false)
public final class CancelCommand extends ControlCommand {
  /** At that Temporal which this process' environment names. */
  public CancelCommand() {
    this(System.getenv());
  }

  public CancelCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  String deed() {
    return "is cancelled, and cleans up";
  }
}
