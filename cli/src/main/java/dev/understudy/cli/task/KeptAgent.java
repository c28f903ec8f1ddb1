package dev.understudy.cli.task;

import dev.understudy.presence.Status;
import java.util.Optional;

/**
 * An agent of a task, as Temporal knows it: no worker has to live for that.
 *
 * @param worker who holds it; empty if nobody does
 * @param shows what it showed at the last heartbeat; empty before the first, or if that cannot be read
 */
record KeptAgent(String agent, String session, Optional<String> worker, Optional<Status> shows) {}
