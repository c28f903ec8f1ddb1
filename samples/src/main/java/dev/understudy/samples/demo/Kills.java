package dev.understudy.samples.demo;

import java.util.Random;

/**
 * How many workers a demo kills, and when.
 *
 * @param seed of the moments; the same one gives the same, as far as the machine repeats itself
 */
public record Kills(int count, long seed) {
  /** Tells the moments, in the order in which they are asked for. */
  public Random moments() {
    return new Random(seed);
  }
}
