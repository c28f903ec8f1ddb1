package dev.understudy.ablylocal.auth;

import dev.understudy.ablylocal.wire.Frame;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What an attachment may do on its channel; a bit of the flags on the wire (TR3q to TR3w). There
 * are no annotations here yet, but the SDKs expect to be told that they may publish them.
 */
public enum Mode {
  PRESENCE(16, Operation.PRESENCE),
  PUBLISH(17, Operation.PUBLISH),
  SUBSCRIBE(18, Operation.SUBSCRIBE),
  PRESENCE_SUBSCRIBE(19, Operation.SUBSCRIBE),
  ANNOTATION_PUBLISH(21, Operation.ANNOTATION_PUBLISH);

  private static final String PARAM = "modes";

  /** The bits of all modes that Ably has, those of annotations and objects included (TR3). */
  private static final int KNOWN_TO_ABLY = 0x3ff << 16;

  /** What an attachment has that asks for nothing else. */
  private static final Set<Mode> USUAL = Collections.unmodifiableSet(EnumSet.allOf(Mode.class));

  private final int bit;
  private final Operation operation;

  Mode(int bit, Operation operation) {
    this.bit = bit;
    this.operation = operation;
  }

  /** What a client must be permitted to do to have it. */
  Operation operation() {
    return operation;
  }

  /** The ones among {@code modes} that a capability permits on a channel. */
  static Set<Mode> permitted(Set<Mode> modes, Capability capability, String channel) {
    Set<Operation> operations = capability.operationsOn(channel);
    Set<Mode> permitted = EnumSet.noneOf(Mode.class);
    modes.stream().filter(mode -> operations.contains(mode.operation)).forEach(permitted::add);
    return permitted;
  }

  /**
   * The modes asked for that there are here, by the channel parameter {@code modes} or else by
   * flags; the usual ones if neither says any.
   */
  public static Set<Mode> requestedBy(Frame attach) {
    String named = attach.params().get(PARAM);
    if (named != null) {
      return fromNames(named);
    }
    return (attach.flags() & KNOWN_TO_ABLY) == 0 ? USUAL : fromFlags(attach.flags());
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
