package dev.understudy.samples.stage;

import dev.understudy.handoff.HandoffPolicy;
import java.util.Optional;

/**
 * On what a demo runs.
 *
 * @param policy of its workers
 * @param temporal host and port of a server to use; empty to start one
 */
public record Setting(HandoffPolicy policy, Optional<String> temporal) {}
