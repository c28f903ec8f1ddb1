package dev.understudy.bench;

import dev.understudy.bench.handoff.CutCells;

/**
 * For how long nobody sees the agent of a worker that is cut off from Ably alone, by resets and in silence, for
 * times shorter and longer than all timeouts: with another worker that is not cut off, and with none. One
 * operation is one cut, of a worker that is a process of its own, at a proxy between it and Ably. Besides,
 * for how long the work stood still, which needs no Ably.
 */
public final class Cuts {
  private Cuts() {}

  public static void main(String[] args) throws Exception {
    new CutCells().measure();
  }
}
