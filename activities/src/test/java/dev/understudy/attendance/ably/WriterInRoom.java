package dev.understudy.attendance.ably;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.roster.WatchedRoom;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;

/** The agent {@code writer} of the task {@code task-1}, present in the watched room over the worker {@code a}. */
record WriterInRoom(Stage.HolderProcess holder, WorkflowStub attendance) {
  static WriterInRoom enter(Stage stage, WatchedRoom room) {
    return enter(stage, room, stage.client());
  }

  /** The same, of a worker that beats as {@code policy} says. */
  static WriterInRoom enter(Stage stage, WatchedRoom room, HandoffPolicy policy) {
    return enter(stage, room, stage.holder("a", stage.client(), policy));
  }

  /** The same, of a worker whose calls to Temporal go through {@code client}. */
  static WriterInRoom enter(Stage stage, WatchedRoom room, WorkflowClient client) {
    return enter(stage, room, stage.holder("a", client));
  }

  static WriterInRoom enter(Stage stage, WatchedRoom room, Stage.HolderProcess holder) {
    stage.startTask("task-1");
    WorkflowStub attendance = stage.attend("task-1", WatchedRoom.NAME, "writer");
    room.awaitHolder("writer", "a");
    return new WriterInRoom(holder, attendance);
  }

  /** How often Temporal has given the agent to a worker, or is about to. */
  int attempt() {
    return attendance.describe().getRawDescription().getPendingActivities(0).getAttempt();
  }
}
