package dev.understudy.cli.order;

import dev.understudy.Internal;
import dev.understudy.cli.text.Mistakes;
import dev.understudy.session.Steering;
import io.temporal.client.WorkflowClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code understudy steer}: tells an agent something. */
@Internal
@Command(
    name = "steer",
    header = "Tells an agent something.",
    description = {
      "Tells the agent of a task something, which it takes when it gets to it.",
      "Temporal is where TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE or TEMPORAL_CONFIG_FILE say."
    },
    sortOptions = false)
public final class SteerCommand extends OrderCommand {
  @Parameters(index = "1", paramLabel = "TEXT", description = "What to tell it.")
  private String text = "";

  /** At that Temporal which this process' environment names. */
  public SteerCommand() {
    this(System.getenv());
  }

  public SteerCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  Object order(WorkflowClient client, String by) {
    return Mistakes.named(() -> new Steering(by, text));
  }

  @Override
  String deed() {
    return "is told, and takes it when it gets to it";
  }
}
