package dev.understudy.samples.chaos.judge;

/**
 * A message of an agent's turn, as a subscriber got it.
 *
 * @param agent under whose clientId it came
 * @param number of the turn
 */
public record Heard(long atMillis, String agent, long number) implements Said {}
