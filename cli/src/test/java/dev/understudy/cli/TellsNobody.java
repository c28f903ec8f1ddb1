package dev.understudy.cli;

/** Public, though no page names it: what the rule about public types is there to catch. */
public final class TellsNobody {
  private TellsNobody() {}
}
