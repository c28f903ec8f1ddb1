package dev.understudy.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.understudy.Internal;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Keeps out of the log what each poller, heartbeat and connection says again and again, with a stack, while Temporal or
 * Ably cannot be reached: that is said in one line when it begins, one a minute, and one when it ends, by those who
 * make the calls and keep the connections. A logger at debug level says it all. Named in {@code logback.xml}.
 * Thread-safe.
 */
@Internal
public final class OutageFilter extends TurboFilter {
  private static final String ABLY = "io.ably";

  /** Whose calls to Temporal are made anew. */
  private static final List<String> CALLERS = List.of("io.temporal.", "dev.understudy.");

  /** What part of Temporal's client says that a step has failed, which may have called a server of its own. */
  private static final String STEPS = "ActivityTaskExecutor";

  /** What ably-java says of a connection that has been silent, without an exception. */
  private static final String SILENCE = "No activity for ";

  @Override
  @SuppressWarnings("NullAway") // logback does not say what may be null
  public FilterReply decide(
      Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
    boolean isToBeSaid = !level.isGreaterOrEqual(Level.WARN) || logger.isDebugEnabled();
    return !isToBeSaid && isOfAnOutage(logger.getName(), params, thrown)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  private static boolean isOfAnOutage(
      String logger, Object @Nullable [] params, @Nullable Throwable thrown) {
    if (logger.equals(ABLY)) {
      return causes(params, thrown).anyMatch(IOException.class::isInstance) || isSilence(params);
    } else if (CALLERS.stream().noneMatch(logger::startsWith) || logger.contains(STEPS)) {
      return false;
    }
    return causes(params, thrown)
        .anyMatch(cause -> cause instanceof StatusRuntimeException failure
            && isUnreached(failure.getStatus().getCode()));
  }

  private static boolean isUnreached(Status.Code code) {
    return code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED;
  }

  /** An exception may stand behind the values of a line. */
  private static Stream<Throwable> causes(Object @Nullable [] params, @Nullable Throwable thrown) {
    Throwable first = thrown;
    if (first == null
        && params != null
        && params.length > 0
        && params[params.length - 1] instanceof Throwable last) {
      first = last;
    }
    return Stream.iterate(first, Objects::nonNull, Throwable::getCause);
  }

  private static boolean isSilence(Object @Nullable [] params) {
    return params != null
        && Stream.of(params)
            .anyMatch(param -> param instanceof String text && text.startsWith(SILENCE));
  }
}
