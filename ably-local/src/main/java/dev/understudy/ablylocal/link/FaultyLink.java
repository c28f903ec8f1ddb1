package dev.understudy.ablylocal.link;

import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.Direction;
import dev.understudy.ablylocal.wire.Outbound;
import java.time.Duration;

/**
 * A link that a test can disturb.
 *
 * <p>Confined to the event loop.
 */
public final class FaultyLink implements Link {
  private final Link link;
  private final Lane inbound;
  private final Lane outbound;

  public FaultyLink(Link link, Timers timers) {
    this.link = link;
    this.inbound = new Lane(timers);
    this.outbound = new Lane(timers);
  }

  /** Something comes from the client; {@code arrival} runs when it arrives. */
  public void receive(Runnable arrival) {
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
  public void cut() {
    clear();
    link.sever();
  }

  public void blackHole(Direction direction) {
    lane(direction).blackHole();
  }

  public void delay(Direction direction, Duration duration) {
    lane(direction).delay(duration);
  }

  public void lift() {
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
