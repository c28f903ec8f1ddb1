package dev.understudy.worker;

import io.temporal.client.WorkflowClient;
import java.util.List;

/** Where the contract for sessions is tried: a worker that runs visits, and the room {@code room:42}. */
interface SessionPlace extends AutoCloseable {
  WorkflowClient client();

  String taskQueue();

  void enters(String user, String device);

  void leaves(String user, String device);

  void losesView();

  void seesAgain();

  /** When the guest came and went: {@code enters}, {@code leaves as completed}. */
  List<String> stays();

  /** What the guest shows, as in {@code reading (paused)}; empty while it is not there. */
  String shown();

  /** What the guest has published, as in {@code report done}. */
  List<String> said();

  @Override
  void close();
}
