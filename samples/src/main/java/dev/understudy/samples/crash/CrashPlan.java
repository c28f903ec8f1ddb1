package dev.understudy.samples.crash;

import dev.understudy.handoff.HandoffPolicy;
import java.util.Optional;

/**
 * What is to be shown.
 *
 * @param kills how many workers die
 * @param temporal host and port of a server to use; empty to start one
 */
record CrashPlan(int kills, HandoffPolicy policy, Optional<String> temporal) {}
