package dev.understudy.worker;

import dev.understudy.testing.Said;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.TestAgent;
import dev.understudy.testing.TestRoom;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.Locale;

/** The test kit's. */
final class MemoryPlace implements SessionPlace {
  private final SessionTest test =
      SessionTest.forWorkflow(Visit.VisitImpl.class).open();
  private final TestRoom room = test.room("room:42");
  private final TestAgent guest = room.agent("guest");

  @Override
  public WorkflowClient client() {
    return test.client();
  }

  @Override
  public String taskQueue() {
    return test.taskQueue();
  }

  @Override
  public void enters(String user, String device) {
    room.enters(user, device);
  }

  @Override
  public void leaves(String user, String device) {
    room.leaves(user, device);
  }

  @Override
  public void losesView() {
    room.losesView();
  }

  @Override
  public void seesAgain() {
    room.seesAgain();
  }

  @Override
  public List<String> stays() {
    return room.story().stream()
        .filter(line -> line.startsWith("guest enters") || line.startsWith("guest leaves"))
        .map(line -> line.replaceFirst("guest ", "").replaceFirst(" showing.*", ""))
        .toList();
  }

  @Override
  public String shown() {
    return guest.isPresent()
        ? guest
            .status()
            .map(status ->
                "%s (%s)".formatted(status.text(), status.state().name().toLowerCase(Locale.ROOT)))
            .orElse("")
        : "";
  }

  @Override
  public List<String> said() {
    return guest.said().stream().map(Said::toString).toList();
  }

  @Override
  public void close() {
    test.close();
  }
}
