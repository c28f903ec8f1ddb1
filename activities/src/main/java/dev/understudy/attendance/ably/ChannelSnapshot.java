package dev.understudy.attendance.ably;

import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.Roster;
import dev.understudy.presence.Status;
import java.util.Optional;

/**
 * What of a session matters to one tenure, at a moment when that is known for certain.
 *
 * @param own what this worker's member under the agent's name shows, whoever entered it; empty if there is none
 * @param said the newest that the tenure's task wants shown, as far as the channel still holds it
 */
record ChannelSnapshot(Roster roster, Optional<AgentPresence> own, Optional<Status> said) {}
