package dev.understudy.ablylocal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * A client's connection, which outlives the transports that carry it: while it is lost its members may still be present, and
 * the client may resume it.
 *
 * <p>Confined to the event loop.
 */
final class Connection {
  private static final char SEPARATOR = '!';

  private final String id = Ids.name();
  private final String stem;
  private final SerialWindow serials;
  private final Traffic traffic = new Traffic();
  private Grant grant;
  private int resumes;
  private Standing standing = new Fresh();

  /** Where it stands. */
  private sealed interface Standing {}

  /** Never yet carried. */
  private record Fresh() implements Standing {}

  /** Carried by {@code transport}, watched by {@code liveness}, by credentials that last for {@code life}. */
  private record Live(Transport transport, Liveness liveness, TokenLife life) implements Standing {}

  /** Carried by none: its members leave at {@code leave}, it is forgotten at {@code forget}. */
  private record Lost(Timers.Alarm leave, Timers.Alarm forget) implements Standing {}

  /** A new one, whose keys are made with {@code secret}; how its frames end is kept in {@code outcomes}. */
  Connection(Grant grant, String secret, Archive outcomes) {
    this.grant = grant;
    this.serials = new SerialWindow(outcomes);
    this.stem = stem(id, secret);
  }

  /** Whether {@code key} is of a connection whose keys were made with {@code secret}, be it forgotten by now. */
  static boolean isKeyMadeWith(String secret, String key) {
    return idIn(key).filter(id -> begins(key, stem(id, secret))).isPresent();
  }

  /** The connection id that a key claims to be for; empty if it has not the shape of a key. */
  static Optional<String> idIn(String key) {
    int at = key.indexOf(SEPARATOR);
    return at > 0 && at < key.length() - 1 ? Optional.of(key.substring(0, at)) : Optional.empty();
  }

  String id() {
    return id;
  }

  /** What its client may do, by the credentials presented last. */
  Grant grant() {
    return grant;
  }

  Identity identity() {
    return grant.identity();
  }

  SerialWindow serials() {
    return serials;
  }

  /** What its client sends. */
  Traffic traffic() {
    return traffic;
  }

  /** What resumes it. Another one after each resume; all open it. */
  String key() {
    return stem + resumes;
  }

  /** Whether {@code key} is one of its keys. Takes the same time whatever differs. */
  boolean isOpenedBy(String key) {
    return begins(key, stem);
  }

  Optional<Transport> transport() {
    return standing instanceof Live live ? Optional.of(live.transport()) : Optional.empty();
  }

  void heard() {
    if (standing instanceof Live live) {
      live.liveness().heard();
    }
  }

  void carriedBy(Transport transport, Grant by, Liveness liveness, TokenLife life) {
    if (!(standing instanceof Fresh)) {
      resumes++;
    }
    leaveStanding();
    grant = by;
    standing = new Live(transport, liveness, life);
  }

  /** Goes on by other credentials. */
  void regranted(Grant other, TokenLife life) {
    if (standing instanceof Live live) {
      live.life().stop();
      grant = other;
      standing = new Live(live.transport(), live.liveness(), life);
    }
  }

  void lost(Timers.Alarm leave, Timers.Alarm forget) {
    leaveStanding();
    standing = new Lost(leave, forget);
  }

  /** Stops all that was to happen by itself. */
  void leaveStanding() {
    if (standing instanceof Live live) {
      live.liveness().stop();
      live.life().stop();
    } else if (standing instanceof Lost lost) {
      lost.leave().cancel();
      lost.forget().cancel();
    }
  }

  private static boolean begins(String key, String stem) {
    String claimed = key.substring(0, key.lastIndexOf('-') + 1);
    return MessageDigest.isEqual(
        claimed.getBytes(StandardCharsets.UTF_8), stem.getBytes(StandardCharsets.UTF_8));
  }

  private static String stem(String id, String secret) {
    String signature =
        Base64.getUrlEncoder().withoutPadding().encodeToString(Hmac.sign(id, secret));
    return id + SEPARATOR + signature + "-";
  }
}
