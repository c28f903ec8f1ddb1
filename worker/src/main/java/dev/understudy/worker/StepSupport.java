package dev.understudy.worker;

import dev.understudy.attendance.ably.HandoffHearing;
import dev.understudy.lease.held.Ledger;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a worker has for the steps of one task queue.
 *
 * @param heartbeats the scheduler of all heartbeats
 * @param ledger in which steps stand that others would have to give out again
 * @param outlets where they show and write
 * @param hearing of the handoffs by which they came
 * @param stop how they leave
 */
record StepSupport(
    ScheduledExecutorService heartbeats,
    Ledger ledger,
    HostedStep.Outlets outlets,
    HandoffHearing hearing,
    WorkerStop stop) {}
