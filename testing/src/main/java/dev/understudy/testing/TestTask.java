package dev.understudy.testing;

import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.session.Answer;
import dev.understudy.session.Control;
import dev.understudy.session.Question;
import dev.understudy.session.SessionView;
import dev.understudy.session.Steering;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A task of a test: what people order of it, and what it has come to, over all its runs. An order that it
 * refuses fails the test with the task's own sentence. Thread-safe.
 */
public final class TestTask {
  /** In one call: there is no end to how often a step may fail while time passes without one. */
  private static final int MOST_FAILURES = 100;

  private final String id;
  private final String queue;
  private final Executions executions;
  private final Rooms rooms;

  TestTask(String id, String queue, Executions executions, Rooms rooms) {
    this.id = id;
    this.queue = queue;
    this.executions = executions;
    this.rooms = rooms;
  }

  /** Its workflow id. */
  public String id() {
    return id;
  }

  /**
   * Starts it.
   *
   * @param type interface of its workflow
   * @param call calls the workflow's method
   * @throws IllegalStateException if it runs already
   */
  public <T> TestTask start(Class<T> type, Functions.Proc1<T> call) {
    rooms.requireReady();
    if (isRunning()) {
      throw new IllegalStateException(id + " runs already: let it end first, or name another");
    }
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(queue).setWorkflowId(id).build();
    T stub = executions.client().newWorkflowStub(type, options);
    var unused = WorkflowClient.start(() -> call.apply(stub));
    rooms.settle();
    return this;
  }

  private boolean isRunning() {
    return executions
        .status(id)
        .filter(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING::equals)
        .isPresent();
  }

  /** Somebody pauses it. */
  public void pause(String by, String why) {
    order("pause", Void.class, new Control(by, why));
  }

  /** Somebody lets it go on. */
  public void resume(String by, String why) {
    order("resume", Void.class, new Control(by, why));
  }

  /** Somebody cancels it. */
  public void cancel(String by, String why) {
    order("cancel", Void.class, new Control(by, why));
  }

  /** Somebody tells it something. Returns the message's number. */
  public long steer(String by, String text) {
    return order("steer", Long.class, new Steering(by, text));
  }

  /** Somebody says yes to its latest question; waits for steps that lead to one. */
  public void approve(String by) {
    answer(by, true, "");
  }

  /** Somebody says no to its latest question; waits for steps that lead to one. */
  public void reject(String by, String comment) {
    answer(by, false, comment);
  }

  private void answer(String by, boolean isApproval, String comment) {
    order("answer", Void.class, new Answer(question().id(), by, isApproval, comment));
  }

  /**
   * What it asks; the latest of several. Waits for steps that lead to one.
   *
   * @throws IllegalStateException if it asks nothing
   */
  public Question question() {
    requireSession("answer it");
    if (!rooms.await(() -> isRunning() && !query().questions().isEmpty())) {
      throw new IllegalStateException(id + " asks nothing: there is nothing to answer");
    }
    List<Question> questions = query().questions();
    return questions.get(questions.size() - 1);
  }

  private <R> R order(String name, Class<R> answer, Object order) {
    requireSession(name + " it");
    try {
      R answered = rooms.watch(MOST_FAILURES, () -> stub().update(name, answer, order));
      rooms.settle();
      return answered;
    } catch (WorkflowUpdateException refused) {
      throw new IllegalStateException(sentence(refused), refused);
    } catch (WorkflowNotFoundException over) {
      throw new IllegalStateException(
          "%s is over: nobody can %s it any more".formatted(id, name), over);
    }
  }

  private static String sentence(WorkflowUpdateException refused) {
    return refused.getCause() instanceof ApplicationFailure failure
        ? failure.getOriginalMessage()
        : String.valueOf(refused.getMessage());
  }

  /** Steps may come first. */
  private void requireSession(String what) {
    rooms.requireReady();
    if (executions.status(id).isEmpty()) {
      throw new IllegalStateException("%s has not started: nobody can %s".formatted(id, what));
    }
    if (!rooms.await(() -> !isRunning() || hasSession())) {
      throw new IllegalStateException(
          "%s has not opened a session: nobody can %s yet".formatted(id, what));
    }
  }

  private boolean hasSession() {
    try {
      var unused = query();
      return true;
    } catch (WorkflowQueryException none) {
      return false;
    }
  }

  /** What the task says of itself; of its latest run, also once it is over. */
  public SessionView view() {
    requireSession("see it");
    return query();
  }

  private SessionView query() {
    return stub().query("session", SessionView.class);
  }

  /** Whether its work waits, or has to wait at its next checkpoint. */
  public boolean isPaused() {
    return view().state() == AgentState.PAUSED;
  }

  /** What it asks and nobody has answered. */
  public List<Question> asks() {
    return view().questions();
  }

  /**
   * Waits for steps that are at work until the task has become as wished.
   *
   * @throws AssertionError once it is not so, and waits for time, people or an order
   */
  public void awaits(Predicate<SessionView> wish) {
    requireSession("see it");
    if (!rooms.await(() -> wish.test(query()))) {
      throw new AssertionError("%s has not become as wished, but is %s".formatted(id, query()));
    }
  }

  /**
   * Whether its code has thrown what is no failure of the task but a bug, for which Temporal holds it until a
   * mended one is deployed. Whoever is told so may go on: without this question such a task fails the test.
   */
  public boolean isHeld() {
    requireStarted("held");
    return rooms.isHeld(id);
  }

  /** Whether it has ended, in whichever way. */
  public boolean isOver() {
    requireStarted("over");
    rooms.settle();
    return !isRunning();
  }

  /**
   * Why the last of its agents left; empty while one of them is there, or if none ever was. That of one of
   * several is told by {@link TestAgent#leftAs}.
   */
  public Optional<LeaveReason> leftAs() {
    rooms.settle();
    return rooms.stays().stream()
        .filter(stay -> stay.task().equals(id))
        .max(Stay.BY_END)
        .flatMap(Stay::leftAs);
  }

  /**
   * Lets time pass until it is over, and returns what it came to.
   *
   * @throws IllegalStateException if it has not started
   * @throws WorkflowFailedException if it failed, or was cancelled
   */
  public <R> R result(Class<R> type) {
    requireStarted("over");
    R result = rooms.watch(MOST_FAILURES, () -> stub().getResult(type));
    rooms.settle();
    return result;
  }

  private void requireStarted(String what) {
    rooms.requireReady();
    if (executions.status(id).isEmpty()) {
      throw new IllegalStateException("%s has not started: it cannot be %s".formatted(id, what));
    }
  }

  /** For signals and queries of the task's own. See {@link SessionTest#settle}. */
  public WorkflowStub stub() {
    rooms.requireReady();
    return executions.client().newUntypedWorkflowStub(id);
  }
}
