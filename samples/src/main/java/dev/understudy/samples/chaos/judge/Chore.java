package dev.understudy.samples.chaos.judge;

/**
 * What was put down for an item of a batch.
 *
 * @param what which item it is
 * @param done whether it was; else it was set aside
 * @param kept whether the fence let it pass, which takes no key twice
 */
public record Chore(long atMillis, Item what, boolean done, boolean kept) implements Deed {

  /**
   * An item.
   *
   * @param turn the number of its agent's turn, whose batch it belongs to
   * @param number its own, from 1
   */
  public record Item(String agent, long turn, int number) {
    @Override
    public String toString() {
      return "item %d of turn %d of %s".formatted(number, turn, agent);
    }
  }
}
