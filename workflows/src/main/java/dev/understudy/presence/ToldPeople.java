package dev.understudy.presence;

import dev.understudy.refusal.WholeCharacters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * People as tasks are told of them: in a signal that Temporal takes, whoever has come. A blob has at most 2 MiB there,
 * and Ably has no limit of its own for clientIds but that of a message, 64 KiB: forty such users would be too much, and
 * a task that cannot be told of all would be told of nobody.
 *
 * <p>So a long clientId is told as its beginning and a digest: still somebody, and always the same one, but nobody whom
 * an audience or an order could name, which are held to the same limit. And of a crowd, those who came first are told.
 */
final class ToldPeople {
  /** The longest clientId that is told as it is, in bytes of UTF-8. */
  static final int LONGEST_NAME = 512;

  /** In bytes of JSON: half of what Temporal takes. Users with short names are more than ten thousand then. */
  private static final int ROOM = 1 << 20;

  private static final int BEGINNING = 64;

  /** What stands around a user's name and role. */
  private static final int FRAME = 64;

  private ToldPeople() {}

  /** The name that a task is told: of whole characters, since no signal could have another. */
  static String name(String clientId) {
    String whole = WholeCharacters.shown(clientId);
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= LONGEST_NAME
        ? whole
        : WholeCharacters.beginning(whole, BEGINNING) + "…" + UUID.nameUUIDFromBytes(bytes);
  }

  /** As many of them as there is room for, in their order. */
  static People of(List<User> all) {
    List<User> told = new ArrayList<>();
    int size = 0;
    for (User user : all) {
      size += FRAME + size(user.clientId()) + user.role().map(ToldPeople::size).orElse(0);
      if (size > ROOM) {
        break;
      }
      told.add(user);
    }
    return new People(told);
  }

  /** In JSON, at the most. */
  private static int size(String text) {
    return text.chars().map(sign -> sign < ' ' ? 6 : sign < 0x80 ? 2 : 3).sum();
  }
}
