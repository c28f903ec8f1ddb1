package dev.understudy.output.ably;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.output.OutputFold;
import dev.understudy.output.OutputMessage;
import dev.understudy.output.TaskOutput;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.ably.Failures;
import dev.understudy.presence.ably.KeptChannel;
import dev.understudy.presence.ably.Messages;
import dev.understudy.presence.ably.OutageLog;
import dev.understudy.presence.ably.RetryPace;
import dev.understudy.presence.ably.ScheduledThreads;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelEvent;
import io.ably.lib.realtime.ChannelStateListener;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.Message;
import io.ably.lib.types.PaginatedResult;
import io.ably.lib.types.Param;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the agents of a session put out, without doubles, through any ably-java client that may
 * subscribe there and see history. One that comes late reads what the channel still holds: two
 * minutes of it, unless the app stores messages for longer (Ably docs, "Message storage").
 *
 * <pre>{@code
 * try (OutputReader reader = OutputReader.follow(
 *     ably, "room:42", output -> show(output.agent(), output.text(), output.isEnded()))) {
 *   …
 * }
 * }</pre>
 *
 * <p>Goes on by itself when a client that was closed or had failed is connected again, when a channel that the caller
 * detached is attached again, and, if it was given the client and a name, a second after the channel was released, with
 * the next one of that name.
 *
 * <p>Thread-safe. Owns one thread, on which the listener is called; the channel stays its client's.
 */
public final class OutputReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputReader.class);

  private static final Param[] NEWEST_FIRST = {
    new Param("direction", "backwards"), new Param("limit", 1000)
  };

  /** How many pages of a thousand messages are read; more than a session holds in two minutes. */
  private static final int MAX_PAGES = 20;

  private final String session;
  private final Consumer<TaskOutput> listener;
  private final ScheduledExecutorService thread =
      new ScheduledThreads("understudy-output-reader", 1);
  private final Channel.MessageListener onMessage = this::onMessage;
  private final Queue<Message> inbox = new ConcurrentLinkedQueue<>();
  private final ChannelStateListener onAttached = this::onAttached;
  private final KeptChannel channel;
  private final OutageLog outage;
  private volatile boolean isClosed;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final OutputFold fold = new OutputFold();

  private OutputReader(
      String session,
      Consumer<TaskOutput> listener,
      BiFunction<Executor, KeptChannel.Watcher, KeptChannel> keep) {
    this.session = session;
    this.listener = listener;
    this.channel = keep.apply(thread, new Turning());
    this.outage = new OutageLog("what was put out in " + session + " before", LOG::warn);
  }

  /**
   * Attaches the session's channel and begins to read.
   *
   * @param client connected or connecting
   * @param session an Ably channel's name
   * @param listener is told of all that an agent has put out for its task, after each change, or once
   *     after several that are there together
   * @throws IllegalArgumentException if Ably would refuse the name
   * @throws AblyException if the channel cannot be attached at all, such as after its client was closed
   */
  public static OutputReader follow(
      AblyRealtime client, String session, Consumer<TaskOutput> listener) throws AblyException {
    Objects.requireNonNull(client, "an Ably client must not be null");
    Objects.requireNonNull(listener, "a listener must not be null");
    String name = new SessionName(session).value();
    return begun(new OutputReader(
        name, listener, (loop, watcher) -> new KeptChannel(client, name, loop, watcher)));
  }

  /**
   * Attaches a session's channel, which may have options of its own, and begins to read. Once the channel is released
   * nothing more is read.
   *
   * @param channel of a client that is connected or connecting
   * @param listener is told of all that an agent has put out for its task, after each change, or once
   *     after several that are there together
   * @throws AblyException if the channel cannot be attached at all, such as after its client was closed
   */
  public static OutputReader follow(Channel channel, Consumer<TaskOutput> listener)
      throws AblyException {
    Objects.requireNonNull(channel, "an Ably channel must not be null");
    Objects.requireNonNull(listener, "a listener must not be null");
    return begun(new OutputReader(
        channel.name, listener, (loop, watcher) -> new KeptChannel(channel, loop, watcher)));
  }

  private static OutputReader begun(OutputReader reader) throws AblyException {
    try {
      reader.begin();
      return reader;
    } catch (AblyException refused) {
      reader.close();
      throw reader.unreadable(refused.errorInfo);
    }
  }

  private AblyException unreadable(ErrorInfo reason) {
    String message =
        "output in %s cannot be read: %s; pass a client that is connected or connecting"
            .formatted(session, reason.message);
    return AblyException.fromErrorInfo(new ErrorInfo(message, reason.statusCode, reason.code));
  }

  private void begin() throws AblyException {
    listenTo(channel.channel());
    channel.begin();
    // What came before is read ahead of what comes from now on, which waits behind it.
    thread.execute(this::readHistory);
  }

  private void listenTo(Channel one) throws AblyException {
    one.on(ChannelEvent.attached, onAttached);
    one.subscribe(onMessage);
  }

  private void leave(Channel one) {
    one.unsubscribe(onMessage);
    one.off(onAttached);
  }

  /** Turns from a channel that was released to the next. */
  private final class Turning implements KeptChannel.Watcher {
    @Override
    public void onNext(Channel next) throws AblyException {
      leave(channel.channel());
      listenTo(next);
      if (isClosed) {
        leave(next);
      }
    }

    @Override
    public void onRefusal(ErrorInfo reason) {
      LOG.warn("output in {} cannot be read: {} ({})", session, reason.message, reason.code);
    }
  }

  /** What was published while the connection was gone for too long is in the history alone. */
  private void onAttached(ChannelStateListener.ChannelStateChange change) {
    if (!change.resumed) {
      thread.execute(this::readHistory);
    }
  }

  private void onMessage(Message message) {
    if (!isClosed) { // Or it would gather what nobody takes.
      inbox.add(message);
      thread.execute(this::takeInbox);
    }
  }

  private void takeInbox() {
    List<Message> messages = new ArrayList<>();
    for (Message message = inbox.poll(); message != null; message = inbox.poll()) {
      messages.add(message);
    }
    take(messages);
  }

  private void readHistory() {
    try {
      List<Message> messages = history(channel.channel());
      outage.worked();
      Collections.reverse(messages);
      take(messages);
    } catch (AblyException refused) {
      LOG.debug("what {} held before is not known", session, refused);
      if (Failures.isFinal(refused.errorInfo)) {
        LOG.warn("what {} held before is not known: {}", session, refused.errorInfo.message);
      } else {
        outage.failed(String.valueOf(refused.errorInfo.message));
        RetryPace.later(thread, this::readHistory);
      }
    }
  }

  private static List<Message> history(Channel channel) throws AblyException {
    List<Message> messages = new ArrayList<>();
    PaginatedResult<Message> page = channel.history(NEWEST_FIRST);
    messages.addAll(List.of(page.items()));
    for (int pages = 1; page.hasNext() && pages < MAX_PAGES; pages++) {
      page = page.next();
      messages.addAll(List.of(page.items()));
    }
    return messages;
  }

  /** Whose output has changed. */
  private record Source(String agent, String task) {}

  /** Tells once what changed: the whole of a long text, at each of its parts, is quadratic. */
  private void take(List<Message> messages) {
    Set<Source> changed = new LinkedHashSet<>();
    for (Message message : messages) {
      Messages.output(message)
          .filter(output -> fold(message.clientId, output))
          .ifPresent(output -> changed.add(new Source(message.clientId, output.task())));
    }
    changed.forEach(source -> output(source.agent(), source.task()).ifPresent(this::tell));
  }

  /** What comes after is folded and told whatever the listener throws. */
  private void tell(TaskOutput output) {
    try {
      listener.accept(output);
    } catch (RuntimeException theirs) {
      LOG.error("a listener of output in {} failed", session, theirs);
    }
  }

  private boolean fold(String agent, OutputMessage message) {
    synchronized (lock) {
      return fold.take(agent, message);
    }
  }

  /** What {@code agent} has put out for {@code task}, as far as it is known; empty before the first. */
  public Optional<TaskOutput> output(String agent, String task) {
    synchronized (lock) {
      return fold.output(agent, task);
    }
  }

  /** Stops reading. A listener that is being told may be interrupted. */
  @Override
  public void close() {
    isClosed = true;
    channel.stop();
    leave(channel.channel());
    thread.shutdownNow();
  }
}
