package dev.understudy.bench;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.step.AgentOutput;
import dev.understudy.step.AgentStep;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.Message;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long after a step has written a part a plain Ably client has it, at 20 parts a second a step;
 * beside it a bare ably-java client that publishes each part itself. One operation is one part, which
 * carries the instant at which it was written. Four steps write more than a connection may publish, so
 * parts are merged, and wait for that.
 */
public final class StreamLatency {
  private static final int PARTS = 400;
  private static final int WARM_UP = 100;
  private static final Pattern SEMICOLON = Pattern.compile(";");
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private StreamLatency() {}

  /** Streams instants. */
  @ActivityInterface
  public interface Ticking {
    void tick();
  }

  /** Lets some steps stream at a time. */
  @WorkflowInterface
  public interface Streaming {
    @WorkflowMethod
    void stream(int steps);
  }

  public static final class StreamingImpl implements Streaming {
    private final Ticking steps = Workflow.newActivityStub(
        Ticking.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(10))
            .build());

    @Override
    public void stream(int count) {
      AgentSession.attend(SessionSpec.on(room(count)).as("writer"), session -> {
        List<Promise<Void>> streams =
            Stream.generate(() -> Async.procedure(steps::tick)).limit(count).toList();
        Promise.allOf(streams).get();
        return "done";
      });
    }
  }

  private static String room(int steps) {
    return "room-" + steps;
  }

  private static final class Clock implements Ticking {
    @Override
    public void tick() {
      AgentOutput output = AgentStep.current().output();
      paced(output::write);
    }
  }

  private static void paced(Consumer<String> publish) {
    long begun = System.nanoTime();
    for (int part = 0; part < WARM_UP + PARTS; part++) {
      sleepUntil(begun + part * BETWEEN.toNanos());
      publish.accept(System.nanoTime() + ";");
    }
  }

  private static void sleepUntil(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  public static void main(String[] args) throws Exception {
    System.out.printf("%d parts at 20 a second a step on %s%n", PARTS, Embedded.machine());
    try (Embedded embedded = new Embedded(on -> {
      on.registerWorkflowImplementationTypes(StreamingImpl.class);
      on.registerActivitiesImplementations(new Clock());
    })) {
      plain(embedded);
      streamed(embedded, 1);
      streamed(embedded, 4);
    }
  }

  private static void plain(Embedded embedded) throws AblyException {
    AblyRealtime publisher = embedded.connect("plain");
    try (Arrivals arrivals = new Arrivals(embedded, "room")) {
      Channel channel = publisher.channels.get("room");
      paced(part -> publish(channel, part));
      arrivals.print("bare publish", 1);
    } finally {
      publisher.close();
    }
  }

  private static void publish(Channel channel, String part) {
    try {
      channel.publish("part", part);
    } catch (AblyException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private static void streamed(Embedded embedded, int steps) throws AblyException {
    try (Arrivals arrivals = new Arrivals(embedded, room(steps))) {
      embedded.task(Streaming.class, "streaming-" + steps).stream(steps);
      arrivals.print("%d step%s".formatted(steps, steps == 1 ? "" : "s"), steps);
    }
  }

  /** When parts come to a subscriber. Thread-safe. */
  private static final class Arrivals implements AutoCloseable {
    private final List<Double> millis = new ArrayList<>();
    private final AblyRealtime subscriber;
    private int messages;

    Arrivals(Embedded embedded, String room) throws AblyException {
      subscriber = embedded.connect("subscriber");
      subscriber.channels.get(room).subscribe(this::take);
    }

    private synchronized void take(Message message) {
      long now = System.nanoTime();
      if (message.data instanceof String parts && parts.endsWith(";")) {
        messages++;
        SEMICOLON
            .splitAsStream(parts)
            .forEach(part -> millis.add((now - Long.parseLong(part)) / 1e6));
      }
    }

    synchronized void print(String what, int steps) {
      System.out.printf(
          "%-13s %s; %d parts in %d messages%n",
          what + ":", Spread.of(measured(steps)), millis.size(), messages);
    }

    private List<Double> measured(int steps) {
      return List.copyOf(millis.subList(WARM_UP * steps, millis.size()));
    }

    @Override
    public void close() {
      subscriber.close();
    }
  }
}
