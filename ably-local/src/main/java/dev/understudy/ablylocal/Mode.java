package dev.understudy.ablylocal;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What an attachment may do on its channel; a bit of the flags on the wire (TR3q to TR3t). */
enum Mode {
  PRESENCE(16),
  PUBLISH(17),
  SUBSCRIBE(18),
  PRESENCE_SUBSCRIBE(19);

  private static final String PARAM = "modes";

  private final int bit;

  Mode(int bit) {
    this.bit = bit;
  }

  /** The modes asked for, by flags or else by the channel parameter {@code modes}; all of them if neither says. */
  static Set<Mode> requestedBy(Frame attach) {
    Set<Mode> flagged = fromFlags(attach.flags());
    if (!flagged.isEmpty()) {
      return flagged;
    }
    String named = attach.params().get(PARAM);
    return named == null ? EnumSet.allOf(Mode.class) : fromNames(named);
  }

  static int flags(Set<Mode> modes) {
    return modes.stream().mapToInt(mode -> 1 << mode.bit).reduce(0, (a, b) -> a | b);
  }

  private static Set<Mode> fromFlags(int flags) {
    Set<Mode> modes = EnumSet.noneOf(Mode.class);
    Arrays.stream(values()).filter(mode -> (flags & 1 << mode.bit) != 0).forEach(modes::add);
    return modes;
  }

  private static Set<Mode> fromNames(String names) {
    Set<String> asked = Set.of(names.toUpperCase(Locale.ROOT).split(",", -1));
    Set<Mode> modes = EnumSet.noneOf(Mode.class);
    Arrays.stream(values()).filter(mode -> asked.contains(mode.name())).forEach(modes::add);
    return Collections.unmodifiableSet(modes);
  }
}
