package dev.understudy.ablylocal.limits;

import dev.understudy.ablylocal.Internal;
import dev.understudy.ablylocal.limits.Limits.Rates;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import java.time.Instant;
import java.util.Optional;

/**
 * What a client sends on its connection, counted against the rates. Too many messages are refused
 * one by one; a client that does not stop at that is cut off.
 *
 * <p>Confined to the event loop.
 */
@Internal
public final class InboundRates {
  /** How many times the permitted rate are abuse ("around 20 times", error code 42921 of Ably's catalogue). */
  private static final int ABUSE = 20;

  private final Rates rates;
  private final Meter frames = new Meter();
  private final Meter attempts = new Meter();
  private final Meter messages = new Meter();

  public InboundRates(Rates rates) {
    this.rates = rates;
  }

  /** Why the client is to be cut off on sending {@code frame}; empty if it is not. */
  public Optional<ErrorInfo> abuse(Frame frame, Instant now) {
    if (!frames.admits(1, rates.framesPerConnection(), now)) {
      return Optional.of(LimitErrors.protocolMessagesAbused(rates.framesPerConnection()));
    }
    int most = (int) Math.min(Integer.MAX_VALUE, (long) ABUSE * rates.perConnection());
    return frame.isAcknowledged() && !attempts.admits(frame.weight(), most, now)
        ? Optional.of(LimitErrors.connectionRateAbused(rates.perConnection()))
        : Optional.empty();
  }

  /** Why the messages of a frame, presence included, are refused; empty if they are not. */
  public Optional<ErrorInfo> refuse(Frame frame, Instant now) {
    return messages.admits(frame.weight(), rates.perConnection(), now)
        ? Optional.empty()
        : Optional.of(LimitErrors.connectionRateExceeded(rates.perConnection()));
  }
}
