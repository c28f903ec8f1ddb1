package dev.understudy.output.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.ablylocal.clients.AblyJs;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.ably.Stage;
import dev.understudy.output.StepAttempt;
import dev.understudy.output.StepText;
import dev.understudy.output.TaskOutput;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.AblySettings;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams over a real socket that breaks, and those who read them. */
class StepStreamTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);
  private static final AttendanceSpec WRITER =
      new AttendanceSpec("task", new SessionName("room"), new AgentName("writer"), 1);

  private final AblyLocal ably = AblyLocal.start();
  private final AblyConnections connections = AblyConnections.open(
      AblySettings.local(ably.key(), ably.host(), ably.port()), Stage.POLICY, LIVELINESS);
  private final OutputPace pace = new OutputPace(connections);
  private final AblyRealtime client;
  private final OutputReader reader;

  StepStreamTest() throws AblyException {
    client = new AblyRealtime(ably.clientOptions());
    reader = OutputReader.follow(client, "room", output -> {});
  }

  @AfterEach
  void stop() {
    reader.close();
    client.close();
    connections.close();
    ably.close();
  }

  private StepStream attempt(int number) {
    return pace.open(WRITER, new StepAttempt(7, number));
  }

  private TaskOutput awaitOutput(Predicate<TaskOutput> wish) {
    await()
        .atMost(LIVELINESS)
        .until(() -> reader.output("writer", "task").filter(wish).isPresent());
    return reader.output("writer", "task").orElseThrow();
  }

  private static boolean isComplete(TaskOutput output) {
    return output.steps().stream().allMatch(step -> step.state() == StepText.State.COMPLETED);
  }

  @Test
  void losesNothingWhenConnectionsBreak() {
    StepStream stream = attempt(1);
    StringBuilder written = new StringBuilder();
    for (int word = 0; word < 300; word++) {
      if (word % 100 == 50) {
        awaitOutput(output -> !output.text().isEmpty());
        ably.faults().everyone().drop(TransportEnd.FIN);
      }
      stream.write(word + " ");
      written.append(word).append(' ');
    }
    stream.complete();

    assertThat(awaitOutput(StepStreamTest::isComplete).text()).isEqualTo(written.toString());
  }

  @Test
  void isReplacedByTheNextAttemptWhateverTheDeadOneStillSays() {
    StepStream dead = attempt(1);
    dead.write("dead");
    awaitOutput(output -> output.text().equals("dead"));
    StepStream next = attempt(2);
    next.write("alive");
    awaitOutput(output -> output.text().equals("alive"));

    dead.write(" late");
    dead.complete();
    next.complete();

    assertThat(awaitOutput(StepStreamTest::isComplete).text()).isEqualTo("alive");
  }

  @Test
  void isToldAtOnceToOneWhoComesLateHoweverManyPartsItHas() throws Exception {
    StepStream stream = attempt(1);
    StringBuilder written = new StringBuilder();
    for (int word = 0; word < 20; word++) {
      stream.write(word + " ");
      written.append(word).append(' ');
      awaitOutput(output -> output.text().contentEquals(written));
    }
    stream.complete();
    awaitOutput(StepStreamTest::isComplete);
    List<TaskOutput> told = new CopyOnWriteArrayList<>();

    try (AblyRealtime theirs = new AblyRealtime(ably.clientOptions());
        OutputReader late = OutputReader.follow(theirs, "room", told::add)) {
      await().atMost(LIVELINESS).until(() -> told.stream().anyMatch(StepStreamTest::isComplete));

      assertThat(told).hasSize(1);
      assertThat(late.output("writer", "task")).contains(told.get(0));
    }
  }

  @Test
  void losesNothingOfManyTextsThatAblyTakesMoreSlowlyThanTheyCome() throws Exception {
    Limits few = Limits.STANDARD.withRates(new Limits.Rates(15, 50, 1_000_000, 2_000));
    try (AblyLocal slow = AblyLocal.builder().limits(few).start();
        AblyConnections narrow = AblyConnections.open(
            AblySettings.local(slow.key(), slow.host(), slow.port()), Stage.POLICY, LIVELINESS);
        AblyRealtime theirs = new AblyRealtime(slow.clientOptions());
        OutputReader all = OutputReader.follow(theirs, "room", output -> {})) {
      OutputPace slowPace = new OutputPace(narrow);
      List<StepStream> streams = IntStream.rangeClosed(1, 30)
          .mapToObj(step -> slowPace.open(WRITER, new StepAttempt(step, 1)))
          .toList();

      streams.forEach(stream -> stream.write("text "));
      streams.forEach(StepStream::complete);

      await()
          .atMost(LIVELINESS)
          .untilAsserted(() -> assertThat(all.output("writer", "task"))
              .hasValueSatisfying(output -> {
                assertThat(output.text()).isEqualTo("text ".repeat(30));
                assertThat(output).matches(StepStreamTest::isComplete);
              }));
    }
  }

  @Test
  void takesNoMoreAfterItsStep() {
    StepStream stream = attempt(1);
    stream.complete();

    assertThatThrownBy(() -> stream.write("late"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the step has returned");
  }

  @Test
  void isReadToItsEndWhateverAListenerThrows() throws Exception {
    StepStream stream = attempt(1);
    stream.write("one ");
    awaitOutput(output -> output.text().equals("one "));
    stream.write("two");
    stream.complete();

    try (OutputReader late = OutputReader.follow(client, "room", output -> {
      throw new IllegalStateException("a bug in a listener");
    })) {
      await()
          .atMost(LIVELINESS)
          .until(() ->
              late.output("writer", "task").filter(StepStreamTest::isComplete).isPresent());
    }
  }

  @Test
  void isReadInNodeAsInJava() throws Exception {
    AblyJs.assumeInstalled();
    StepStream dead = attempt(1);
    dead.write("dead");
    awaitOutput(output -> output.text().equals("dead"));

    try (NodeReader node = NodeReader.follow(ably, "room")) {
      await().atMost(LIVELINESS).until(() -> !node.outputs().isEmpty());
      StepStream next = attempt(2);
      next.write("al\u00ef\r");
      next.write("\nve\ud83d");
      next.write("\ude42{\"a\": 1");
      next.complete();

      await()
          .atMost(LIVELINESS)
          .untilAsserted(() -> assertThat(node.outputs())
              .last()
              .extracting(output -> output.at("/steps/0/state").asText())
              .isEqualTo("completed"));
      assertThat(node.outputs().get(0).path("text").asText()).isEqualTo("dead");
      assertThat(node.outputs())
          .last()
          .extracting(o -> o.path("text").asText())
          .isEqualTo("al\u00ef\r\nve\ud83d\ude42{\"a\": 1");
    }
  }
}
