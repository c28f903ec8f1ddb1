package dev.understudy.attendance.ably;

import dev.understudy.attendance.Handoff;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears. */
final class HandoffsForTests implements HandoffListener {
  final List<Handoff> taken = new CopyOnWriteArrayList<>();
  final List<Handoff> whole = new CopyOnWriteArrayList<>();

  @Override
  public void onHandoff(Handoff handoff) {
    taken.add(handoff);
  }

  @Override
  public void onGhostGone(Handoff handoff) {
    whole.add(handoff);
  }
}
