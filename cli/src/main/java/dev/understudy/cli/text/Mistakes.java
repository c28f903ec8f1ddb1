package dev.understudy.cli.text;

import dev.understudy.Internal;
import java.util.function.Supplier;

/** What the runtime's own types say of a value that cannot be. */
@Internal
public final class Mistakes {
  private Mistakes() {}

  /** What {@code maker} makes, or a fault of usage that says what it says. */
  public static <T> T named(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException mistake) {
      throw Fault.usage(String.valueOf(mistake.getMessage()), "correct it");
    }
  }
}
