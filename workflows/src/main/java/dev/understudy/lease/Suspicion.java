package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;

/** Why somebody thinks that a worker may be gone. */
@Internal
@OwnForm
public enum Suspicion {
  /** Its beacon left the workers' channel while another worker watched. */
  BEACON,
  /** Its beacon is not there: a worker has looked that has just started, or has just got its sight back. */
  MISSING,
  /** Its lease has not heard of it in time. */
  LEASE
}
