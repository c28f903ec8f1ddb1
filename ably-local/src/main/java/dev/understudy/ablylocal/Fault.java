package dev.understudy.ablylocal;

/** Something that goes wrong until it is lifted. Thread-safe. */
public interface Fault {

  /** Ends it. Does nothing the second time, or if it has ended by itself. */
  void lift();
}
