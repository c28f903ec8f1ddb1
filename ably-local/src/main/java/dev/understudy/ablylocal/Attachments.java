package dev.understudy.ablylocal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is attached to a channel, and by which name.
 *
 * <p>Confined to the event loop.
 */
final class Attachments {
  private final Map<Hold, Attachment> attachments = new LinkedHashMap<>();

  /** What tells attachments apart: a client may hold a channel under several names. */
  private record Hold(Transport transport, String name) {}

  List<Attachment> all() {
    return List.copyOf(attachments.values());
  }

  boolean isEmpty() {
    return attachments.isEmpty();
  }

  Optional<Attachment> of(Transport transport, String calledBy) {
    return Optional.ofNullable(attachments.get(new Hold(transport, calledBy)));
  }

  /** Whether {@code transport} has one, under whatever name. */
  boolean isHeldBy(Transport transport) {
    return attachments.keySet().stream().anyMatch(hold -> hold.transport() == transport);
  }

  /** How many transports have one. */
  long transports() {
    return attachments.keySet().stream().map(Hold::transport).distinct().count();
  }

  long having(Mode mode) {
    return attachments.values().stream()
        .filter(attachment -> attachment.has(mode))
        .count();
  }

  /** Adds one, in place of the same transport's of the same name. */
  void add(Attachment attachment) {
    attachments.put(new Hold(attachment.transport(), attachment.name()), attachment);
  }

  void remove(Transport transport, String calledBy) {
    attachments.remove(new Hold(transport, calledBy));
  }
}
