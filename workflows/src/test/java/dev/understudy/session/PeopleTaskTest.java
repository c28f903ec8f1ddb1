package dev.understudy.session;

import static org.awaitility.Awaitility.await;

import dev.understudy.attendance.Sighting;
import dev.understudy.history.Recorder;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.SightingRank;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.User;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.TestRoom;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A {@link PeopleTask} in skipped time, and the people it is for; each test ends in a replay. */
@ExtendWith(NoForgottenPromises.class)
abstract class PeopleTaskTest {
  static final String TASK = "task-1";
  static final String ATTENDANCE = "attendance/task-1/room:42/keeper";

  /** No lower than that of an attendance which the task of a test starts: a date far ahead. */
  static final long TASKS_OWN = 4_000_000_000_000L;

  final Passing passing = new Passing();
  final SessionTest test =
      SessionTest.forWorkflow(PeopleTask.Impl.class).withSteps(passing).open();
  final WorkflowClient client = test.client();
  final TestRoom room = test.room("room:42");
  final WorkflowStub task = client.newUntypedWorkflowStub(TASK);
  long sightings;

  /** Ends when it is told to, or when it is cancelled. */
  static final class Passing implements PeopleTask.Minute {
    final AtomicInteger begun = new AtomicInteger();
    private volatile boolean isOver;

    @Override
    public String pass() {
      ActivityExecutionContext context = Activity.getExecutionContext();
      int turn = begun.incrementAndGet();
      await().atMost(Duration.ofSeconds(60)).until(() -> {
        context.heartbeat(turn);
        return isOver;
      });
      return "passed in turn " + turn;
    }

    void end() {
      isOver = true;
    }
  }

  @RegisterExtension
  final Recorder recorder = new Recorder(test);

  @AfterEach
  void replayAndStop() {
    passing.end();
    test.close();
  }

  void keep(String part) {
    test.task(TASK).start(PeopleTask.class, task -> task.keep(part));
  }

  /** From now on these are there and nobody else, which the task sees as one change. */
  void sees(User... users) {
    Map<String, User> wanted = new LinkedHashMap<>();
    List.of(users).forEach(user -> wanted.put(user.clientId(), user));
    room.atOnce(() -> {
      room.people().users().stream()
          .filter(user -> !wanted.containsKey(user.clientId()))
          .forEach(user -> room.leaves(user.clientId()));
      wanted.values().forEach(this::isOnAllDevices);
    });
  }

  private void isOnAllDevices(User user) {
    String name = user.clientId();
    int devices = room.people().user(name).map(User::devices).orElse(0);
    if (user.role().isPresent() && devices == 0) {
      room.entersAs(user.role().get(), name);
      return;
    }
    for (int next = devices + 1; next <= user.devices(); next++) {
      room.enters(name, "device " + next);
    }
    for (int last = devices; last > user.devices(); last--) {
      room.leaves(name, "device " + last);
    }
  }

  /** What a tenure tells that is not the one which the room knows. */
  void tell(Tenure tenure, User... users) {
    sightings++;
    task.signal(
        Sighting.SIGNAL,
        new Sighting(
            new SessionName("room:42"),
            new AgentName("keeper"),
            new SightingRank(tenure, sightings),
            new People(Arrays.asList(users))));
  }

  static User alice(int devices) {
    return new User("alice", devices, Optional.empty());
  }

  static User bob() {
    return new User("bob", 1, Optional.of("editor"));
  }

  SessionView view() {
    test.settle();
    return task.query("session", SessionView.class);
  }

  SessionView.Agent keeper() {
    return view().agents().get(0);
  }

  LeaveReason reason() {
    return client.newUntypedWorkflowStub(ATTENDANCE).getResult(LeaveReason.class);
  }

  List<String> story() {
    return Arrays.asList(task.getResult(String[].class));
  }
}
