package dev.understudy.ablylocal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.Internal;
import dev.understudy.ablylocal.time.Timers;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The last frames that connections sent and were sent. Keeps them as cheaply as it can, and makes
 * them readable when they are read.
 *
 * <p>Confined to the event loop.
 */
@Internal
public final class FrameLog {
  private static final int MOST_FRAMES = 10_000;
  private static final long MOST_BYTES = 16L * 1024 * 1024;
  private static final Set<String> SECRETS = Set.of("connectionKey", "accessToken");

  private final Timers timers;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long bytes;

  /** A frame that can be had as a tree of its own. */
  private record Entry(
      String connectionId, Direction direction, Instant at, int size, Supplier<ObjectNode> tree) {}

  public FrameLog(Timers timers) {
    this.timers = timers;
  }

  public void received(String connectionId, Format format, byte[] frame) {
    Supplier<ObjectNode> tree = () -> format.decode(frame).orElseThrow();
    add(new Entry(connectionId, Direction.INBOUND, timers.now(), frame.length, tree));
  }

  public void sent(String connectionId, Outbound frame) {
    add(new Entry(connectionId, Direction.OUTBOUND, timers.now(), frame.size(), frame::copy));
  }

  /** What is still here of a connection's frames, the oldest first. */
  public List<LoggedFrame> of(String connectionId) {
    return entries.stream()
        .filter(entry -> entry.connectionId().equals(connectionId))
        .flatMap(entry -> read(entry).stream())
        .toList();
  }

  private void add(Entry entry) {
    entries.addLast(entry);
    bytes += entry.size();
    while (entries.size() > MOST_FRAMES || bytes > MOST_BYTES) {
      bytes -= entries.removeFirst().size();
    }
  }

  private static Optional<LoggedFrame> read(Entry entry) {
    ObjectNode tree = entry.tree().get();
    redact(tree);
    String channel = Frame.text(tree, "channel").orElse("");
    return new Frame(tree)
        .action()
        .map(action -> new LoggedFrame(
            entry.connectionId(),
            entry.direction(),
            action,
            channel,
            entry.at(),
            Payload.forJson(tree)));
  }

  private static void redact(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      SECRETS.stream().filter(object::has).forEach(name -> object.put(name, "***"));
    }
    tree.forEach(FrameLog::redact);
  }
}
