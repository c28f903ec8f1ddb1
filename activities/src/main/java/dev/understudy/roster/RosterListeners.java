package dev.understudy.roster;

import dev.understudy.presence.SessionName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is told of what happens in a session: one at a time, on an executor of their own. Confined to the loop of a
 * roster.
 */
final class RosterListeners {
  private static final Logger LOG = LoggerFactory.getLogger(RosterListeners.class);

  private final SessionName session;
  private final Executor executor;
  private final BooleanSupplier isClosed;
  private final List<RosterListener> all = new ArrayList<>();

  /**
   * Nobody yet.
   *
   * @param executor runs what it is given one after the other; what it rejects is not told
   * @param isClosed whether nobody is to be told anything any more; asked by {@code executor}
   */
  RosterListeners(SessionName session, Executor executor, BooleanSupplier isClosed) {
    this.session = session;
    this.executor = executor;
    this.isClosed = isClosed;
  }

  /** Tells {@code listener} who is in {@code now}, and from then on what the others are told. */
  void add(RosterListener listener, RosterSnapshot now) {
    all.add(listener);
    now.all().forEach(who -> tell(listener, told -> told.entered(who)));
    now.unknownBecause()
        .ifPresentOrElse(
            why -> tell(listener, told -> told.lostView(why)),
            () -> tell(listener, told -> told.regainedView(now)));
  }

  void tellAll(Consumer<RosterListener> news) {
    all.forEach(listener -> tell(listener, news));
  }

  private void tell(RosterListener listener, Consumer<RosterListener> news) {
    executor.execute(() -> {
      if (!isClosed.getAsBoolean()) {
        tellSafely(listener, news);
      }
    });
  }

  private void tellSafely(RosterListener listener, Consumer<RosterListener> news) {
    try {
      news.accept(listener);
    } catch (RuntimeException failure) {
      LOG.warn("a listener to who is in {} failed", session, failure);
    }
  }
}
