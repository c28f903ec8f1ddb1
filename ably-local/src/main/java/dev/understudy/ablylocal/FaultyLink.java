package dev.understudy.ablylocal;

import java.time.Duration;

/**
 * A link that a test can disturb.
 *
 * <p>Confined to the event loop.
 */
final class FaultyLink implements Link {
  private final Link link;
  private final Lane inbound;
  private final Lane outbound;

  FaultyLink(Link link, Timers timers) {
    this.link = link;
    this.inbound = new Lane(timers);
    this.outbound = new Lane(timers);
  }

  /** Something comes from the client; {@code arrival} runs when it arrives. */
  void receive(Runnable arrival) {
    inbound.pass(arrival);
  }

  @Override
  public void send(Outbound frame) {
    outbound.pass(() -> link.send(frame));
  }

  @Override
  public void ping() {
    outbound.pass(link::ping);
  }

  @Override
  public void close() {
    outbound.pass(link::close);
  }

  /** In a black hole the client does not learn of it before that is lifted. */
  @Override
  public void sever() {
    outbound.clear();
    if (outbound.isBlackHole()) {
      outbound.pass(link::sever);
    } else {
      link.sever();
    }
  }

  @Override
  public void reset() {
    clear();
    link.reset();
  }

  /** Ends at once, black hole or not. */
  void cut() {
    clear();
    link.sever();
  }

  void blackHole(Direction direction) {
    lane(direction).blackHole();
  }

  void delay(Direction direction, Duration duration) {
    lane(direction).delay(duration);
  }

  void lift() {
    inbound.lift();
    outbound.lift();
  }

  private void clear() {
    inbound.clear();
    outbound.clear();
  }

  private Lane lane(Direction direction) {
    return direction == Direction.INBOUND ? inbound : outbound;
  }
}
