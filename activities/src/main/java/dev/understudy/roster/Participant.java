package dev.understudy.roster;

import dev.understudy.Internal;
import dev.understudy.presence.AgentPresence;
import java.util.List;

/** Somebody in a session as people think of them, however many members stand for them. Immutable. */
public sealed interface Participant {
  /**
   * Who is online on at least one device.
   *
   * @param devices in the order in which they came; of one who has left, the last
   */
  record User(String clientId, List<Device> devices) implements Participant {
    /** For rosters; what is told of a user may grow. */
    @Internal
    public User {
      devices = List.copyOf(devices);
    }
  }

  /**
   * One connection of a user.
   *
   * @param data what it entered with or changed that to, JSON as a text; empty for nothing, and for
   *     bytes
   */
  record Device(String connectionId, String data) {
    /** For rosters; what is told of a device may grow. */
    @Internal
    public Device {}
  }

  /**
   * Who is there on behalf of a task: its ruling tenure.
   *
   * @param connectionId of the worker that holds it
   * @param presence what it shows; of one that has left, the reason if it gave one
   */
  record Agent(String clientId, String connectionId, AgentPresence presence)
      implements Participant {
    /** For rosters; what is told of an agent may grow. */
    @Internal
    public Agent {}
  }

  /** Under which name; two tasks may for a moment claim the same. */
  String clientId();

  /** Whether that connection is the agent's, or one of the user's. */
  default boolean isOn(String connectionId) {
    return this instanceof User user
        ? user.devices().stream().anyMatch(device -> device.connectionId().equals(connectionId))
        : this instanceof Agent agent && agent.connectionId().equals(connectionId);
  }
}
