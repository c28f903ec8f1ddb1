package dev.understudy.batch;

import dev.understudy.Internal;
import java.util.Base64;
import java.util.BitSet;

/**
 * Some of a page's items, by their positions. Immutable.
 *
 * @param bits one bit a position, the first of a byte the lowest, in Base64
 */
@Internal
public record ItemPositions(String bits) {
  public static final ItemPositions NONE = new ItemPositions("");

  public static ItemPositions of(BitSet set) {
    return new ItemPositions(Base64.getEncoder().encodeToString(set.toByteArray()));
  }

  /** A set of its own, which may be changed. */
  public BitSet set() {
    return BitSet.valueOf(Base64.getDecoder().decode(bits));
  }

  public int count() {
    return set().cardinality();
  }
}
