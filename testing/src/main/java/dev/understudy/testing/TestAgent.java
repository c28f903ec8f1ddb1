package dev.understudy.testing;

import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import java.util.List;
import java.util.Optional;

/**
 * An agent as those see it who watch its room. What it has done so far is known once no task goes on by itself
 * any more: each method waits for that. Thread-safe.
 */
public final class TestAgent {
  private final TestRoom room;
  private final String name;

  TestAgent(TestRoom room, String name) {
    this.room = room;
    this.name = name;
  }

  /** Each time that it was present, in order: crashes, takeovers and continue-as-new do not end one. */
  public List<Stay> stays() {
    return room.read(name, AgentLog::stays);
  }

  public boolean isPresent() {
    return room.read(name, AgentLog::present).isPresent();
  }

  /** Why it left last; empty while it is there, and if it never came. */
  public Optional<LeaveReason> leftAs() {
    List<Stay> stays = stays();
    return stays.isEmpty() ? Optional.empty() : stays.get(stays.size() - 1).leftAs();
  }

  /** All that it has shown, in order, of itself or for a step; of what it showed when it entered, too. */
  public List<Status> shown() {
    return room.read(name, AgentLog::shown);
  }

  /** What it shows. */
  public Optional<Status> status() {
    List<Status> shown = shown();
    return shown.isEmpty() ? Optional.empty() : Optional.of(shown.get(shown.size() - 1));
  }

  /** What its tasks have published, in order. */
  public List<Said> said() {
    return room.read(name, AgentLog::said);
  }

  /**
   * The text that its steps have streamed, as those read it who watch: what an attempt wrote that failed stands
   * until another one begins to write.
   */
  public String text() {
    return room.text(name);
  }

  /** The tenure that rules; empty while it is not there. */
  public Optional<Tenure> tenure() {
    return room.read(name, AgentLog::present).map(PresentAgent::tenure);
  }

  /**
   * Its worker dies, and another takes it over: those who watch see nothing of that, the task hears of the people
   * from a higher tenure.
   *
   * @throws IllegalStateException if it is not there
   */
  public void getsTakenOver() {
    room.takesOver(name);
  }

  /**
   * Ably refuses it although it was present, as when its key has lost a capability.
   *
   * @param why what Ably says
   * @throws IllegalStateException if it is not there
   */
  public void getsRefused(String why) {
    room.refuses(name, why);
  }
}
