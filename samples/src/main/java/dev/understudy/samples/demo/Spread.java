package dev.understudy.samples.demo;

import java.util.List;

/** Median and ends of one figure over all runs. */
public record Spread(long median, long minimum, long maximum) {

  /** The median of an even number of values is the mean of the middle two, rounded up. */
  public static Spread of(List<Long> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("values must not be empty");
    }
    List<Long> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    long lower = sorted.get((size - 1) / 2);
    long upper = sorted.get(size / 2);
    long median = lower + (upper - lower + 1) / 2;
    return new Spread(median, sorted.get(0), sorted.get(size - 1));
  }
}
