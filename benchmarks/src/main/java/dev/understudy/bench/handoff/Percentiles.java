package dev.understudy.bench.handoff;

import java.util.List;
import java.util.Locale;

/** Of some measurements, in milliseconds: with fewer than a hundred the last one is the most. */
record Percentiles(double median, double p95, double p99, double most) {
  static Percentiles of(List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    return new Percentiles(
        at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), sorted.get(sorted.size() - 1));
  }

  /** The nearest rank. */
  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "median %,.0f ms, p95 %,.0f, p99 %,.0f, most %,.0f", median, p95, p99, most);
  }
}
