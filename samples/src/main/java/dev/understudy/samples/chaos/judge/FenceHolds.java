package dev.understudy.samples.chaos.judge;

import dev.understudy.samples.chaos.judge.Effect.Attempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fence that keeps the highest token lets every attempt pass that is the newest, and none that is not.
 * So a later attempt has a higher token, each has its own, and none takes effect twice.
 */
final class FenceHolds implements Rule {
  @Override
  public List<Violation> violations(Seen seen, long nowMillis) {
    Map<String, Effect> newest = new HashMap<>();
    List<Violation> found = new ArrayList<>();
    for (Effect effect : seen.effects()) {
      Attempt by = effect.by();
      Effect before = newest.get(by.agent());
      boolean isNewest = before == null || by.isLaterThan(before.by());
      if (effect.kept() != isNewest) {
        found.add(violation(effect, before));
      }
      if (isNewest) {
        newest.put(by.agent(), effect);
      }
    }
    return found;
  }

  private static Violation violation(Effect effect, @Nullable Effect before) {
    return new Violation(
        "fence",
        "%s with token %d %s%s"
            .formatted(
                text(effect.by()),
                effect.token(),
                effect.kept() ? "passed" : "was refused",
                before == null
                    ? ""
                    : " after %s with token %d".formatted(text(before.by()), before.token())));
  }

  private static String text(Attempt by) {
    return "attempt %d at step %d of %s".formatted(by.number(), by.step(), by.agent());
  }
}
