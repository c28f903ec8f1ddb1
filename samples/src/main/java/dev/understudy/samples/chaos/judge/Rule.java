package dev.understudy.samples.chaos.judge;

import java.time.Duration;
import java.util.List;

/** Something that holds at every moment, whatever is done to workers and servers. Pure. */
public interface Rule {
  /** All that hold at every moment. */
  List<Rule> ALL = List.of(
      new NeverOffline(),
      new SaidOnce(),
      new FenceHolds(),
      new ItemsOnce(),
      new StreamsWhole(Duration.ofSeconds(60)));

  /** Those that hold once all tasks are over. */
  List<Rule> IN_THE_END = List.of(new StreamsWhole(Duration.ZERO));

  /** What broke it by then, in milliseconds since the epoch; empty if nothing did. */
  List<Violation> violations(Seen seen, long nowMillis);
}
