package dev.understudy.ablylocal.past;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ids that publishers gave their messages, for 2 minutes each: a message whose id was seen is not published again
 * (ably.com/docs/pub-sub/advanced#idempotency). An archive bounds them together with what else is recent.
 *
 * <p>Confined to the event loop.
 */
public final class RecentIds implements Archived {
  /** What an id takes of the memory beside its characters, in bytes. */
  private static final int OVERHEAD = 300;

  private final Archive archive;
  private final Map<String, String> serials = new LinkedHashMap<>();

  public RecentIds(Archive archive) {
    this.archive = archive;
  }

  /** The serial of the message that bore {@code id} first, if that was not too long ago. */
  public Optional<String> serial(String id, Instant now) {
    archive.forget(now);
    return Optional.ofNullable(serials.get(id));
  }

  /** Takes note of an id that was not seen of late. */
  public void add(String id, String serial, Instant now) {
    serials.put(id, serial);
    archive.add(this, OVERHEAD + 2L * id.length(), now);
  }

  @Override
  public void forgetOldest() {
    Iterator<String> oldest = serials.values().iterator();
    oldest.next();
    oldest.remove();
  }
}
