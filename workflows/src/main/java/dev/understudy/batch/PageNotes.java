package dev.understudy.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a page is: what an attempt leaves to the next, on whatever worker that runs. A few bytes an
 * item at the most. What is noted as settled is so; what is not may be all the same, since an attempt
 * can die before its last notes arrive. Immutable.
 *
 * @param page which page they are of
 * @param settled what is done with
 * @param trouble what is not, and has been tried
 * @param last how the last attempt went
 */
@Internal
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record PageNotes(Identity page, Settled settled, Trouble trouble, Last last) {
  /** The notes of a page that nobody has read yet. */
  public static final PageNotes NONE =
      new PageNotes(Identity.UNREAD, Settled.NOTHING, Trouble.NONE, Last.NONE);

  /**
   * Tells a page from what may stand there when it is read again.
   *
   * @param size its items
   * @param fingerprint of their keys
   * @param changes how often it was found changed, and begun anew
   */
  public record Identity(int size, int fingerprint, int changes) {
    static final Identity UNREAD = new Identity(0, 0, 0);

    /** Whether nobody has read it yet: even a page without items has a fingerprint. */
    @JsonIgnore
    public boolean isUnread() {
      return size == 0 && fingerprint == 0;
    }

    /** Whether {@code read} has the same items. */
    public boolean isSameAs(Identity read) {
      return size == read.size && fingerprint == read.fingerprint;
    }
  }

  /**
   * Items that will not be touched again.
   *
   * @param done those that took effect
   * @param aside those that were set aside
   * @param first the first of these, with their causes
   */
  public record Settled(ItemPositions done, ItemPositions aside, List<SetAsideItem> first) {
    static final Settled NOTHING = new Settled(ItemPositions.NONE, ItemPositions.NONE, List.of());

    public Settled {
      first = List.copyOf(first);
    }

    /** How many they are. */
    long count() {
      return (long) done.count() + aside.count();
    }
  }

  /**
   * By position, of items that are not settled.
   *
   * @param failures how often one failed; at least the limit if it is to be set aside and could not be
   * @param deaths how many attempts died while it was at work
   * @param errors why one failed that is to be set aside, or what the Java machine said when an attempt
   *     died of it, such as that it is out of memory
   */
  public record Trouble(
      Map<Integer, Integer> failures, Map<Integer, Integer> deaths, Map<Integer, String> errors) {
    static final Trouble NONE = new Trouble(Map.of(), Map.of(), Map.of());

    public Trouble {
      failures = Collections.unmodifiableMap(new TreeMap<>(failures));
      deaths = Collections.unmodifiableMap(new TreeMap<>(deaths));
      errors = Collections.unmodifiableMap(shortened(errors));
    }

    private static Map<Integer, String> shortened(Map<Integer, String> errors) {
      Map<Integer, String> all = new TreeMap<>(errors);
      all.replaceAll((item, error) -> SetAsideItem.shortened(error));
      return all;
    }
  }

  /**
   * The attempt that wrote these notes.
   *
   * @param atWork the items that were at work
   * @param progressed the latest attempt of this activity that settled an item; 0 if none did
   * @param isOrderly whether it ended by itself, so that what was at work is not to blame
   * @param attempt its number; 0 if there was none
   */
  public record Last(ItemPositions atWork, int progressed, boolean isOrderly, int attempt) {
    static final Last NONE = new Last(ItemPositions.NONE, 0, true, 0);

    /** Whether attempt number {@code next} follows one that died, and perhaps left no note at all. */
    public boolean isDeathBefore(int next) {
      return next > 1 && !(isOrderly && attempt == next - 1);
    }
  }

  /** None on {@code page} yet, but still with the attempts that were made. */
  public PageNotes about(Identity page) {
    Last kept = new Last(ItemPositions.NONE, last.progressed(), last.isOrderly(), last.attempt());
    return new PageNotes(page, Settled.NOTHING, Trouble.NONE, kept);
  }

  /** These notes for another activity, which counts its attempts anew. */
  public PageNotes handedOn() {
    return new PageNotes(page, settled, trouble, Last.NONE);
  }
}
