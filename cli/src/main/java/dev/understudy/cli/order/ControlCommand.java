package dev.understudy.cli.order;

import dev.understudy.Internal;
import dev.understudy.cli.text.Mistakes;
import dev.understudy.session.Control;
import io.temporal.client.WorkflowClient;
import java.util.Map;
import picocli.CommandLine.Option;

/** An order with a reason. */
@Internal
public abstract class ControlCommand extends OrderCommand {
  @Option(
      names = "--why",
      paramLabel = "TEXT",
      description = "The reason, for the people in the session.")
  private String why = "";

  ControlCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  final Object order(WorkflowClient client, String by) {
    return Mistakes.named(() -> new Control(by, why));
  }
}
