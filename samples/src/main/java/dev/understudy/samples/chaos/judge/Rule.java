package dev.understudy.samples.chaos.judge;

import java.util.List;

/** Something that holds at every moment, whatever is done to workers and servers. Pure. */
public interface Rule {
  /** All that hold at every moment. */
  List<Rule> ALL = List.of(
      new NeverOffline(), new SaidOnce(), new FenceHolds(), new ItemsOnce(), new StreamsWhole());

  /** What broke it by then, in milliseconds since the epoch; empty if nothing did. */
  List<Violation> violations(Seen seen, long nowMillis);
}
