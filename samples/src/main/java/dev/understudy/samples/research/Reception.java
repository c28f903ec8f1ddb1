package dev.understudy.samples.research;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.output.OutputMessage;
import dev.understudy.output.StepText;
import dev.understudy.output.TaskOutput;
import dev.understudy.output.ably.OutputReader;
import dev.understudy.presence.AttemptNumber;
import dev.understudy.samples.watcher.AblyAnswer;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a client that reads the session gets of the agent's output: folded, and raw beside it. Thread-safe.
 * Owns its connection to Ably.
 */
final class Reception implements AutoCloseable {
  private static final String WHO = "the reader";

  private final AblyRealtime ably;
  private final String task;
  private final OutputReader reader;
  private final AtomicLong rawCharacters = new AtomicLong();
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final List<View> views = new ArrayList<>();

  @GuardedBy("lock")
  private final Map<String, Long> ends = new LinkedHashMap<>();

  /** The draft as it was to be seen then. */
  private record View(long atMillis, long attempt, String text) {}

  private Reception(AblyRealtime ably, String task, String channelName) throws AblyException {
    this.ably = ably;
    this.task = task;
    Channel channel = ably.channels.get(channelName);
    channel.subscribe(OutputMessage.NAME, message -> {
      if (message.data instanceof String part) {
        rawCharacters.addAndGet(part.length());
      }
    });
    this.reader = OutputReader.follow(ably, channelName, this::note);
  }

  /**
   * Begins to read.
   *
   * @param task whose lead's output it is
   * @throws dev.understudy.cli.text.Fault if Ably refuses
   */
  static Reception of(ClientOptions options, String task, String channel) {
    AblyRealtime ably = client(options);
    try {
      ably.connect();
      return new Reception(ably, task, channel);
    } catch (AblyException refused) {
      ably.close();
      throw AblyAnswer.refused(WHO, refused.errorInfo);
    }
  }

  private static AblyRealtime client(ClientOptions options) {
    try {
      return new AblyRealtime(options);
    } catch (AblyException refused) {
      throw AblyAnswer.refused(WHO, refused.errorInfo);
    }
  }

  private void note(TaskOutput output) {
    long nowMillis = System.currentTimeMillis();
    if (!output.task().equals(task)) {
      return;
    }
    synchronized (lock) {
      if (output.isEnded()) {
        ends.putIfAbsent(output.agent(), nowMillis);
      }
      if (output.agent().equals(ResearchWorkflowImpl.LEAD)) {
        long attempt =
            output.steps().stream().mapToLong(StepText::attempt).max().orElse(0);
        views.add(new View(nowMillis, attempt, output.text()));
      }
    }
  }

  /** When each agent of the task said that it was done, in milliseconds since the epoch. */
  Map<String, Long> ends() {
    synchronized (lock) {
      return Map.copyOf(ends);
    }
  }

  /** All of the output; empty before the first of it. */
  Optional<TaskOutput> output() {
    return reader.output(ResearchWorkflowImpl.LEAD, task);
  }

  /** The draft so far. */
  String text() {
    return output().map(TaskOutput::text).orElse("");
  }

  /** The attempt whose text that is; 0 before the first. */
  long attempt() {
    return output().stream()
        .flatMap(output -> output.steps().stream())
        .mapToLong(StepText::attempt)
        .max()
        .orElse(0);
  }

  /** Which attempt at the draft that is, from 1, as Temporal counts them; 0 before the first. */
  int attempts() {
    return attempt() == 0 ? 0 : new AttemptNumber(attempt()).count();
  }

  /** Characters of all parts that came, of dead attempts as well: what one sees who does not fold. */
  long rawCharacters() {
    return rawCharacters.get();
  }

  /** How often the reader was shown something new. */
  int views() {
    synchronized (lock) {
      return views.size();
    }
  }

  /** How often it was shown what is no beginning of the {@code result}. */
  int strayViews(String result) {
    synchronized (lock) {
      return (int)
          views.stream().filter(view -> !result.startsWith(view.text())).count();
    }
  }

  /** When it was first shown an attempt later than {@code attempt}. */
  Optional<Long> laterAttemptMillis(long attempt) {
    synchronized (lock) {
      return views.stream()
          .filter(view -> view.attempt() > attempt)
          .map(View::atMillis)
          .findFirst();
    }
  }

  @Override
  public void close() {
    reader.close();
    ably.close();
  }
}
