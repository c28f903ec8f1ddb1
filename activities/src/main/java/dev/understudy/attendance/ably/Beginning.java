package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.ToldHandoff;
import java.time.Instant;
import java.util.Optional;

/**
 * How a tenure begins.
 *
 * @param details what it tells Temporal first
 * @param before what its predecessor told last; empty if it has none, or that never did
 * @param dispatched when Temporal gave it to this worker
 */
record Beginning(
    AttendanceDetails details, Optional<AttendanceDetails> before, Instant dispatched) {
  Handoff.Turn turn() {
    return turn(details);
  }

  Optional<Handoff.Turn> turnBefore() {
    return before.map(Beginning::turn);
  }

  private static Handoff.Turn turn(AttendanceDetails of) {
    return new ToldHandoff.OneTurn(of.worker(), of.tenure());
  }
}
