package dev.understudy.cli.config;

import dev.understudy.Internal;
import dev.understudy.cli.text.Fault;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What a command does at the Temporal that the environment names, quietly: what goes wrong is told as a fault. */
@Internal
public final class AtTemporal {
  /** How Temporal answers who may not know. */
  private static final Set<Status.Code> NOT_ALLOWED =
      Set.of(Status.Code.PERMISSION_DENIED, Status.Code.UNAUTHENTICATED);

  private static final int LONGEST_REASON = 200;

  private AtTemporal() {}

  /**
   * Connects, does it, and closes the connection.
   *
   * @param identity what this process is called there
   * @throws Fault of usage if the configuration is wrong, else if no server answers
   */
  public static <T> T run(
      String identity, Map<String, String> environment, Function<WorkflowClient, T> deed) {
    QuietStart quiet = QuietStart.begin();
    try (TemporalEnvironment temporal = TemporalEnvironment.ofOperator(identity, environment)) {
      return deed.apply(temporal.client());
    } finally {
      quiet.succeeded();
    }
  }

  /** What to say when Temporal has not done as asked. */
  public static Fault refused(String what, StatusRuntimeException failure) {
    return Fault.failure(
        "%s: %s".formatted(what, reason(failure.getStatus())),
        isNotAllowed(failure)
            ? "check the credentials, and TEMPORAL_NAMESPACE"
            : "check TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE, and that the server runs",
        failure);
  }

  public static boolean isNotAllowed(StatusRuntimeException failure) {
    return NOT_ALLOWED.contains(failure.getStatus().getCode());
  }

  public static String reason(Status status) {
    return status.getDescription() == null
        ? status.getCode().name()
        : status.getCode() + " " + beginning(status.getDescription());
  }

  /** Without the stack, or all that it has, which a server may send with it. */
  private static String beginning(String description) {
    String line = description.split("[\\r\\n]", 2)[0];
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }
}
