package dev.understudy.ablylocal.channel;

import dev.understudy.ablylocal.auth.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is attached to a channel, and by which name.
 *
 * <p>Confined to the event loop.
 */
public final class Attachments {
  private final Map<Hold, Attachment> attachments = new LinkedHashMap<>();

  /** What tells attachments apart: a client may hold a channel under several names. */
  private record Hold(Subscriber subscriber, String name) {}

  public List<Attachment> all() {
    return List.copyOf(attachments.values());
  }

  boolean isEmpty() {
    return attachments.isEmpty();
  }

  public Optional<Attachment> of(Subscriber subscriber, String calledBy) {
    return Optional.ofNullable(attachments.get(new Hold(subscriber, calledBy)));
  }

  /** Whether {@code subscriber} has one, under whatever name. */
  public boolean isHeldBy(Subscriber subscriber) {
    return attachments.keySet().stream().anyMatch(hold -> hold.subscriber() == subscriber);
  }

  /** How many subscribers have one. */
  public long subscribers() {
    return attachments.keySet().stream().map(Hold::subscriber).distinct().count();
  }

  public long having(Mode mode) {
    return attachments.values().stream()
        .filter(attachment -> attachment.has(mode))
        .count();
  }

  /** Adds one, in place of the same subscriber's of the same name. */
  void add(Attachment attachment) {
    attachments.put(new Hold(attachment.subscriber(), attachment.name()), attachment);
  }

  void remove(Subscriber subscriber, String calledBy) {
    attachments.remove(new Hold(subscriber, calledBy));
  }
}
