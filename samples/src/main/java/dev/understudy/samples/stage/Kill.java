package dev.understudy.samples.stage;

/**
 * A worker's death.
 *
 * @param atMillis when, in milliseconds since the epoch
 * @param worker who died
 * @param connectionId the connection of the member it left behind
 * @param tenure what that member's data said
 */
public record Kill(long atMillis, String worker, String connectionId, AgentData tenure) {}
