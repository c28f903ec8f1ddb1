package dev.understudy.samples.chaos.judge;

import dev.understudy.samples.chaos.judge.Chore.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Behind a fence that takes no key twice each item of a batch has one effect: it has one key. None is set aside, since
 * none of them is to blame for what was done to workers.
 */
final class ItemsOnce implements Rule {
  @Override
  public List<Violation> violations(Seen seen, long nowMillis) {
    Set<Item> before = new HashSet<>();
    List<Violation> found = new ArrayList<>();
    for (Chore chore : seen.chores()) {
      if (!chore.done()) {
        found.add(new Violation("batch", chore.what() + " was set aside"));
      } else if (chore.kept() && !before.add(chore.what())) {
        found.add(new Violation("batch", chore.what() + " took effect again"));
      }
    }
    return found;
  }
}
