package dev.understudy.ablylocal.past;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.wire.Payload;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * What was told on a channel, messages or changes of presence, each by itself and numbered. An archive, which bounds it
 * together with that of other channels, says for how long.
 *
 * <p>Confined to the event loop.
 */
public final class History implements Archived {
  private final Archive archive;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long added;

  /**
   * A message or a change of presence.
   *
   * @param serial the position on the channel of the frame that told it
   * @param message as told; not to be changed
   */
  public record Entry(long number, String serial, ObjectNode message) {
    /** A tree of nine fields, and what holds it. */
    private static final int OVERHEAD = 1000;

    /** About what it takes of the memory. */
    long bytes() {
      return OVERHEAD + Payload.sizeInBytes(message) + Payload.labelsInBytes(message);
    }
  }

  public History(Archive archive) {
    this.archive = archive;
  }

  public void add(String serial, Instant at, ObjectNode message) {
    Entry entry = new Entry(++added, serial, message);
    entries.addLast(entry);
    archive.add(this, entry.bytes(), at);
  }

  public boolean isEmpty(Instant now) {
    archive.forget(now);
    return entries.isEmpty();
  }

  /** What {@code query} asks for, in the order it asks for, and one more than its limit if there is more. */
  public List<Entry> find(HistoryQuery query, Instant now) {
    archive.forget(now);
    List<Entry> found = new ArrayList<>();
    Iterator<Entry> all = query.backwards() ? entries.descendingIterator() : entries.iterator();
    while (all.hasNext() && found.size() <= query.limit()) {
      Entry entry = all.next();
      if (query.wants(entry)) {
        found.add(entry);
      }
    }
    return found;
  }

  @Override
  public void forgetOldest() {
    entries.removeFirst();
  }
}
