package dev.understudy.roster;

import dev.understudy.presence.AgentEnd;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.ably.AblyRefusedException;
import dev.understudy.presence.ably.KeptChannel;
import dev.understudy.presence.ably.MemberWithData;
import dev.understudy.presence.ably.PresenceFeed;
import dev.understudy.presence.ably.SerialExecutor;
import dev.understudy.refusal.RefusalCode;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Who is in a session, for any process with an Ably client: users with their devices, and agents, each
 * folded to its ruling tenure. Needs neither a worker nor Temporal.
 *
 * <pre>{@code
 * try (SessionRoster roster = SessionRoster.of(client, "room:42")) {
 *   roster.listen(new RosterListener() {
 *     public void left(Participant who) { … }
 *   });
 *   roster.awaitKnown(Duration.ofSeconds(10)).users();
 * }
 * }</pre>
 *
 * <p>An agent whose worker dies is there without a break while another worker takes it over. One whose
 * task ends has left as soon as that is said in the channel, although the member of a worker that died
 * just before may stay in Ably's presence set. A roster that cannot hear it sees that member until Ably
 * drops it: one that begins later, was cut off for longer than Ably makes up for, or has a channel whose
 * modes lack {@code subscribe}.
 *
 * <p>While the connection or the channel is lost, or the members are being synced, nobody is said to
 * come or go: who is there is unknown, and what changed meanwhile is told once it is known again.
 *
 * <p>So it is for a client that may not see others, since its key, its token or its channel's modes do not
 * permit it: to such a one each room looks empty. {@link RosterSnapshot#unknownBecause} says what would help,
 * and a token that may more makes it known.
 *
 * <p>The client stays the caller's: its channel is attached, and stays so after {@link #close}. A roster sees again by
 * itself when a client that was closed or had failed is connected again, when a channel that the caller detached is
 * attached again, and a second after the channel was released, since it attaches the next one of that name then. An
 * idle roster holds no thread; Ably's own threads are never kept waiting. Thread-safe.
 */
public final class SessionRoster implements AutoCloseable {
  private static final String CLOSED = "this roster is closed";
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(3650);

  private final SessionName session;
  private final ThreadPoolExecutor threads;
  private final Executor loop;
  private final RosterListeners listeners;
  private final KeptChannel channel;
  private final Function<Channel, PresenceFeed> feeding;

  /** Replaced on the loop alone, once there is one that listens. */
  private volatile PresenceFeed feed;

  private volatile RosterSnapshot now =
      new RosterSnapshot(List.of(), Optional.of("the channel is not attached yet"));
  private volatile boolean isClosed;

  // Confined to the loop.
  private final RosterFold fold = new RosterFold();
  private final List<CompletableFuture<RosterSnapshot>> waiting = new ArrayList<>();
  private boolean isLostForGood;

  /** Whether what is told is of the client's own members alone, and so not of who is there. */
  private boolean isBlind;

  private SessionRoster(AblyRealtime ably, SessionName session, Optional<Executor> listening) {
    this.session = session;
    this.threads = new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE.toMillis(),
        TimeUnit.MILLISECONDS,
        new SynchronousQueue<>(),
        task -> new Thread(task, "understudy-roster-" + session));
    this.loop = new SerialExecutor(threads);
    this.listeners =
        new RosterListeners(session, new SerialExecutor(listening.orElse(threads)), () -> isClosed);
    this.feeding = on -> new PresenceFeed(ably, on, loop, threads, new Folding());
    this.channel = new KeptChannel(ably, session.value(), loop, this::turnTo);
    this.feed = feeding.apply(channel.channel());
  }

  /** On the loop. */
  private void turnTo(Channel next) throws AblyException {
    PresenceFeed anew = feeding.apply(next);
    try {
      anew.start();
    } catch (AblyException lost) {
      anew.stop();
      throw lost;
    }
    feed.stop();
    feed = anew;
  }

  /**
   * Begins to watch. Listeners are called on a thread of this roster.
   *
   * @param ably a client that may attach and subscribe in the session; connected or connecting
   * @param session an Ably channel's name
   * @throws IllegalArgumentException if Ably would refuse the name
   * @throws AblyRefusedException if the client is closed, or its channel has failed
   */
  public static SessionRoster of(AblyRealtime ably, String session) {
    return watching(ably, session, Optional.empty());
  }

  /**
   * Begins to watch, with listeners called on another executor: one at a time, whatever it is.
   *
   * @param listening the caller's; what it rejects is not told
   */
  public static SessionRoster of(AblyRealtime ably, String session, Executor listening) {
    Objects.requireNonNull(listening, "the executor of listeners must not be null");
    return watching(ably, session, Optional.of(listening));
  }

  private static SessionRoster watching(
      AblyRealtime ably, String session, Optional<Executor> listening) {
    Objects.requireNonNull(ably, "an Ably client must not be null");
    SessionRoster roster = new SessionRoster(ably, new SessionName(session), listening);
    try {
      roster.feed.start();
      roster.channel.begin();
      return roster;
    } catch (AblyException refused) {
      roster.close();
      throw roster.unknowable(
          "the connection is %s: %s (%d); pass a client that is connected or connecting"
              .formatted(ably.connection.state, refused.errorInfo.message, refused.errorInfo.code));
    }
  }

  private AblyRefusedException unknowable(String why) {
    return unknowable(why, Optional.empty());
  }

  private AblyRefusedException unknowable(String why, Optional<RefusalCode> refusal) {
    return new AblyRefusedException(
        "who is in %s cannot be known: %s".formatted(session, why), refusal);
  }

  /** Who is there now, or was when that was last known. Returns at once. */
  public RosterSnapshot now() {
    RosterSnapshot last = now;
    return isClosed ? new RosterSnapshot(last.all(), Optional.of(CLOSED)) : last;
  }

  /**
   * Who is there, as soon as that is known.
   *
   * @param patience how long to wait for it, from zero to ten years
   * @throws IllegalArgumentException if that is out of bounds
   * @throws AblyRefusedException if it is not known by then, or cannot be: Ably refuses the channel, or the right to
   *     see others there, the connection has ended, or this roster is closed
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public RosterSnapshot awaitKnown(Duration patience) throws InterruptedException {
    Objects.requireNonNull(patience, "how long to wait must not be null");
    if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("how long to wait must be from 0 to %d days but was %s"
          .formatted(LONGEST.toDays(), patience));
    }
    CompletableFuture<RosterSnapshot> known = new CompletableFuture<>();
    loop.execute(() -> await(known));
    if (isClosed) { // asked afterwards: the loop that ends drops what comes too late for it
      throw unknowable(CLOSED);
    }
    try {
      return known.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw unknowable("%s after %s".formatted(now.unknownBecause().orElse("no answer"), patience));
    } catch (ExecutionException failure) {
      RosterSnapshot last = now;
      throw unknowable(last.unknownBecause().orElse(CLOSED), last.refusal());
    } finally {
      known.cancel(false);
      loop.execute(() -> waiting.removeIf(CompletableFuture::isDone));
    }
  }

  private void await(CompletableFuture<RosterSnapshot> known) {
    waiting.add(known);
    settle();
  }

  private void settle() {
    if (now.isKnown()) {
      waiting.forEach(known -> known.complete(now));
    } else if (isLostForGood) {
      waiting.forEach(known -> known.completeExceptionally(new IllegalStateException()));
    }
  }

  /**
   * Tells {@code listener} of everybody who is there, and from then on of every change. One that blocks
   * holds up the other listeners, and nothing else.
   *
   * @throws IllegalStateException if this roster is closed
   */
  public void listen(RosterListener listener) {
    Objects.requireNonNull(listener, "a listener must not be null");
    if (isClosed) {
      throw new IllegalStateException(CLOSED + ": nobody would be told anything");
    }
    loop.execute(() -> listeners.add(listener, now));
  }

  /** What the feed brings. On the loop. */
  private final class Folding implements PresenceFeed.Listener {
    @Override
    public void onMembers(Collection<MemberWithData> members, Collection<AgentEnd> ends) {
      isBlind = false;
      take(fold.synced(members, ends));
      isLostForGood = false;
      settle();
      RosterSnapshot known = now;
      listeners.tellAll(listener -> listener.regainedView(known));
    }

    @Override
    public void onHere(MemberWithData member) {
      if (!isBlind) {
        take(fold.here(member));
      }
    }

    @Override
    public void onGone(MemberWithData last) {
      if (!isBlind) {
        take(fold.gone(last));
      }
    }

    @Override
    public void onEnd(AgentEnd end) {
      if (!isBlind) {
        take(fold.ended(end));
      }
    }

    private void take(List<RosterFold.Change> changes) {
      now = new RosterSnapshot(fold.participants(), Optional.empty());
      changes.forEach(change -> listeners.tellAll(change::tell));
    }

    /** Of whom it may not see it tells what was known last, and that this is not known any more. */
    @Override
    public void onOwnMembers(
        Collection<MemberWithData> members, Collection<AgentEnd> ends, String why) {
      isBlind = true;
      lose(why, Optional.of(RefusalCode.ABLY_CAPABILITY_MISSING), true);
    }

    @Override
    public void onLostView(String why, boolean isForGood) {
      lose(why, Optional.empty(), isForGood);
    }

    private void lose(String why, Optional<RefusalCode> refusal, boolean isForGood) {
      boolean wasKnown = now.isKnown();
      now = new RosterSnapshot(fold.participants(), Optional.of(why), refusal);
      isLostForGood = isForGood;
      settle();
      if (wasKnown) {
        listeners.tellAll(listener -> listener.lostView(why));
      }
    }
  }

  /**
   * Stops watching and tells nobody anything any more; a listener that is being told finishes. Closing
   * again does nothing.
   */
  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      loop.execute(this::stopWatching);
    }
  }

  private void stopWatching() {
    channel.stop();
    feed.stop();
    loop.execute(this::end); // Behind what the feed has still to do there.
  }

  private void end() {
    now = new RosterSnapshot(fold.participants(), Optional.of(CLOSED));
    isLostForGood = true;
    settle();
    threads.shutdown();
  }
}
