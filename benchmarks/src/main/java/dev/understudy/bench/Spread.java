package dev.understudy.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How some measurements lie, in milliseconds. */
record Spread(double least, double median, double p90, double most) {
  static Spread of(List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    return new Spread(
        sorted[0], at(sorted, 0.5), at(sorted, 0.9), Arrays.stream(sorted).max().orElseThrow());
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "median %.1f ms (least %.1f, p90 %.1f, most %.1f)", median, least, p90, most);
  }
}
