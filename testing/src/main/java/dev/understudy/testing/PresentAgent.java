package dev.understudy.testing;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.Sighting;
import dev.understudy.presence.People;
import dev.understudy.presence.SightingRank;
import dev.understudy.presence.Tenure;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import org.jspecify.annotations.Nullable;

/** One tenure of an agent, and what it tells its task of the people. Confined to the room's lock. */
final class PresentAgent {
  private final AttendanceSpec spec;
  private final Holds.Hold hold;
  private final WorkflowClient client;
  private long sequence;

  /** Null before the first, and after a loss of the view: then what is seen is told although nothing has changed. */
  private @Nullable People told;

  PresentAgent(AttendanceSpec spec, Holds.Hold hold, WorkflowClient client) {
    this.spec = spec;
    this.hold = hold;
    this.client = client;
  }

  AttendanceSpec spec() {
    return spec;
  }

  Holds.Hold hold() {
    return hold;
  }

  Tenure tenure() {
    return spec.tenure(hold.attempt());
  }

  boolean isOf(String task) {
    return spec.task().equals(task);
  }

  void lostView() {
    told = null;
  }

  void sees(People people) {
    if (!people.equals(told)) {
      told = people;
      sequence++;
      tell(people);
    }
  }

  private void tell(People people) {
    SightingRank seen = new SightingRank(tenure(), sequence);
    try {
      client
          .newUntypedWorkflowStub(spec.task())
          .signal(Sighting.SIGNAL, new Sighting(spec.session(), spec.agent(), seen, people));
    } catch (WorkflowNotFoundException isOver) {
      // nobody needs to know any more
    }
  }
}
