package dev.understudy.ablylocal.wire;

import dev.understudy.ablylocal.Internal;
import java.security.SecureRandom;

/** Random names: of connections, channels' lives, keys. */
@Internal
public final class Ids {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** About 60 bits: enough never to meet by chance, too little for a secret. */
  public static String name() {
    return letters(10);
  }

  /** About 130 bits: unguessable. */
  public static String secret() {
    return letters(22);
  }

  private static String letters(int length) {
    StringBuilder text = new StringBuilder(length);
    RANDOM.ints(length, 0, ALPHABET.length()).forEach(at -> text.append(ALPHABET.charAt(at)));
    return text.toString();
  }
}
