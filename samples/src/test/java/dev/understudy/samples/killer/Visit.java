package dev.understudy.samples.killer;

import java.nio.file.Path;

/**
 * One item.
 *
 * @param end how it ends the process
 * @param desk where its effect is put down
 */
record Visit(End end, Path desk) {
  static final int KILLER = 5;

  /** How an item ends the process that it is processed in. */
  public enum End {
    /** Not at all. */
    NONE {
      @Override
      void come() {}
    },
    /** At once, as if it had been killed. */
    HALT {
      @Override
      void come() {
        Runtime.getRuntime().halt(1);
      }
    },
    /** In an orderly way, with all that a worker does then. */
    EXIT {
      @Override
      void come() {
        System.exit(1);
      }
    };

    abstract void come();
  }

  static Visit parse(String argument, int number) {
    String[] parts = argument.split(" ", 2);
    return new Visit(number == KILLER ? End.valueOf(parts[0]) : End.NONE, Path.of(parts[1]));
  }
}
