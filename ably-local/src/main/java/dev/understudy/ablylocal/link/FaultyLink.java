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
  private final LinkDirection inbound;
  private final LinkDirection outbound;

  public FaultyLink(Link link, Timers timers) {
    this.link = link;
    this.inbound = new LinkDirection(timers);
    this.outbound = new LinkDirection(timers);
  }

  /** Lets something come from the client; {@code arrival} runs when it arrives. */
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

  /** Severs the link; in a black hole the client does not learn of it before that is lifted. */
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
    direction(direction).blackHole();
  }

  public void delay(Direction direction, Duration duration) {
    direction(direction).delay(duration);
  }

  public void lift() {
    inbound.lift();
    outbound.lift();
  }

  private void clear() {
    inbound.clear();
    outbound.clear();
  }

  private LinkDirection direction(Direction direction) {
    return direction == Direction.INBOUND ? inbound : outbound;
  }
}
