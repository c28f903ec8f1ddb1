package dev.understudy.beacon;

import dev.understudy.lease.WorkerRun;
import dev.understudy.presence.Member;
import java.util.List;
import java.util.Map;

/** What a lookout learns of the workers' channel, and of leases. */
sealed interface LookoutEvent {
  /** These beacons are there: from now on it is known who is, and is not. */
  record Seen(Map<Member.Key, WorkerRun> beacons) implements LookoutEvent {
    public Seen {
      beacons = Map.copyOf(beacons);
    }
  }

  /** A beacon has come, or has shown itself again. */
  record Came(Member.Key member, WorkerRun run) implements LookoutEvent {}

  /**
   * A beacon has gone.
   *
   * @param isPolite whether it has said goodbye
   */
  record Went(Member.Key member, boolean isPolite) implements LookoutEvent {}

  /** Nobody knows any more who is there. */
  record Blinded() implements LookoutEvent {}

  /** These leases were open a moment ago. */
  record Looked(List<WorkerRun> open) implements LookoutEvent {
    public Looked {
      open = List.copyOf(open);
    }
  }

  /** It is time to say whether another run of the same name is still there. */
  record NamesakeDue(WorkerRun namesake) implements LookoutEvent {}
}
