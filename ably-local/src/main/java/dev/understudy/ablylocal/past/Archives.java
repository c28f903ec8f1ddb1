package dev.understudy.ablylocal.past;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The archives of a server, one for each retention, which all its apps share: so what they keep is
 * bounded however many they are.
 *
 * <p>Confined to the event loop.
 */
public final class Archives {
  private final Map<Retention, Archive> archives = new EnumMap<>(Retention.class);

  public Archives() {
    for (Retention retention : Retention.values()) {
      archives.put(retention, new Archive(retention.kept(), retention.capacity()));
    }
  }

  public Archive of(Retention retention) {
    return Objects.requireNonNull(archives.get(retention));
  }

  /** Lets go of all, for all channels are forgotten too. */
  public void clear() {
    archives.values().forEach(Archive::clear);
  }
}
