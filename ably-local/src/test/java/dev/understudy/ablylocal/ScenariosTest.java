package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.clients.AblyJs;
import dev.understudy.ablylocal.clients.Actor;
import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.clients.Library;
import dev.understudy.ablylocal.limits.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What matters of presence, done by each of Ably's libraries and watched by the other. */
class ScenariosTest {
  private static final String KEY = "app.all:secret";
  private static final String WATCHING_KEY = "app.watching:secret";
  private static final int MANY = 250;

  @AutoClose
  private final AblyLocal ably = AblyLocal.builder()
      .key(KEY)
      .addKey(WATCHING_KEY, "{\"room\":[\"subscribe\"]}")
      .limits(Limits.STANDARD.withMembersPerChannel(MANY).withoutRates())
      .manualClock()
      .start();

  @BeforeAll
  static void needNode() throws Exception {
    AblyJs.assumeInstalled();
  }

  @ParameterizedTest
  @EnumSource
  void enterUpdateAndLeave(Library library) throws Exception {
    try (Actor agent = open(library);
        Actor watcher = watching(library.other())) {
      agent.enter("room", "ada", "x");
      agent.update("room", "ada", "y");
      agent.leave("room", "ada");

      awaitSeen(watcher, "enter ada x", "update ada y", "leave ada y");
    }
  }

  @ParameterizedTest
  @EnumSource
  void syncOfManyMembers(Library library) throws Exception {
    try (Actor agents = open(library);
        Actor late = open(library.other())) {
      for (int number = 1; number <= MANY; number++) {
        agents.enter("room", "agent-" + number, "x");
      }

      assertThat(late.members("room"))
          .hasSize(MANY)
          .doesNotHaveDuplicates()
          .allSatisfy(member -> assertThat(member).startsWith("present agent-"));
      assertThat(agents.refusedEnter("room", "one-too-many")).isEqualTo(91003);
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoDevicesOfOneUser(Library library) throws Exception {
    try (Actor phone = library.open(ably, KEY, "ada", Map.of());
        Actor laptop = library.other().open(ably, KEY, "ada", Map.of());
        Actor watcher = watching(library)) {
      phone.enter("room", "ada", "phone");
      laptop.enter("room", "ada", "laptop");
      awaitSeen(watcher, "enter ada phone", "enter ada laptop");
      assertThat(watcher.members("room"))
          .containsExactlyInAnyOrder("present ada phone", "present ada laptop");

      phone.quit();

      awaitSeen(watcher, "enter ada phone", "enter ada laptop", "leave ada phone");
      assertThat(watcher.members("room")).containsExactly("present ada laptop");
    }
  }

  @ParameterizedTest
  @EnumSource
  void close(Library library) throws Exception {
    try (Actor agent = library.open(ably, KEY, "", Map.of("remainPresentFor", "120000"));
        Actor watcher = watching(library.other())) {
      agent.enter("room", "ada", "x");

      agent.quit();

      awaitSeen(watcher, "enter ada x", "leave ada x");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusalOfACapability(Library library) throws Exception {
    try (Actor guest = library.open(ably, WATCHING_KEY, "", Map.of())) {
      guest.watch("room");

      assertThat(guest.refusedEnter("room", "ada")).isEqualTo(40160);
      assertThat(guest.refusedAttach("elsewhere")).isEqualTo(40160);
    }
  }

  @ParameterizedTest
  @MethodSource("remainingSeconds")
  void crash(Library library, int seconds) throws Exception {
    Duration remain = Duration.ofSeconds(seconds);
    try (Actor agent =
            library.open(ably, KEY, "", Map.of("remainPresentFor", "" + remain.toMillis()));
        Actor watcher = watching(library.other())) {
      agent.enter("room", "ada", "x");
      String connection = agent.connectionId();
      agent.vanish();
      await().atMost(JavaClient.PATIENCE).until(() -> !ably.isConnected(connection));

      ably.clock().advance(remain.minusMillis(1));
      watcher.enter("room", "witness", "x");
      ably.clock().advance(Duration.ofMillis(1));

      awaitSeen(watcher, "enter ada x", "enter witness x", "leave ada x");
    }
  }

  static Stream<Arguments> remainingSeconds() {
    return Stream.of(1, 5, 30)
        .flatMap(
            seconds -> Stream.of(Library.values()).map(library -> Arguments.of(library, seconds)));
  }

  @Nested
  class OfAClientThatWasCutOff {
    @ParameterizedTest
    @EnumSource
    void resumeWithin(Library library) throws Exception {
      try (Actor agent = open(library);
          Actor watcher = watching(library.other())) {
        String connection = entered(agent);

        cutOff(connection, Duration.ofMillis(14_999));

        awaitConnected(connection);
        assertThat(agent.connectionId()).isEqualTo(connection);
        agent.enter("room", "witness", "x");
        ably.clock().advance(Duration.ofMinutes(1));
        awaitSeen(watcher, "enter ada x", "enter witness x");
      }
    }

    @ParameterizedTest
    @EnumSource
    void resumeAfterItsMembersLeft(Library library) throws Exception {
      try (Actor agent = open(library);
          Actor watcher = watching(library.other())) {
        String connection = entered(agent);

        cutOff(connection, Duration.ofSeconds(15));

        awaitSeen(watcher, "enter ada x", "leave ada x", "enter ada x");
        assertThat(agent.connectionId()).isEqualTo(connection);
      }
    }

    @ParameterizedTest
    @EnumSource
    void returnAfterItsConnectionWasForgotten(Library library) throws Exception {
      try (Actor agent = open(library);
          Actor watcher = watching(library.other())) {
        String connection = entered(agent);

        cutOff(connection, Limits.STANDARD.connectionStateTtl());

        awaitSeen(watcher, "enter ada x", "leave ada x", "enter ada x");
        assertThat(agent.connectionId()).isNotEqualTo(connection);
      }
    }

    @ParameterizedTest
    @EnumSource
    void reentryAfterTheServerLostAllState(Library library) throws Exception {
      try (Actor agent = open(library);
          Actor watcher = open(library.other())) {
        String connection = entered(agent);

        ably.faults().restart();

        await()
            .atMost(JavaClient.PATIENCE)
            .until(() -> watcher.members("room").contains("present ada x"));
        assertThat(agent.connectionId()).isNotEqualTo(connection);
      }
    }

    /** Cuts the client off: nobody reaches the server again before so much time has passed. */
    private void cutOff(String connection, Duration time) {
      Fault outage = ably.faults().unreachable();
      ably.faults().connection(connection).drop(TransportEnd.FIN);
      ably.clock().advance(time);
      outage.lift();
    }

    private void awaitConnected(String connection) {
      await().atMost(JavaClient.PATIENCE).until(() -> ably.isConnected(connection));
    }
  }

  @Nested
  class UnderFaults {
    @ParameterizedTest
    @EnumSource
    void refusedAttach(Library library) throws Exception {
      ably.faults().refuseAttach("room", Refusal.with(40162, 401, "not today"));
      try (Actor agent = open(library)) {
        assertThat(agent.refusedAttach("room")).isEqualTo(40162);
      }
    }

    @ParameterizedTest
    @EnumSource
    void refusedPresence(Library library) throws Exception {
      Fault fault = ably.faults().refusePresence("room", Refusal.with(91100, 400, "not you"));
      try (Actor agent = open(library);
          Actor watcher = watching(library.other())) {
        assertThat(agent.refusedEnter("room", "ada")).isEqualTo(91100);

        fault.lift();
        agent.enter("room", "ada", "x");

        awaitSeen(watcher, "enter ada x");
      }
    }

    @ParameterizedTest
    @MethodSource("dev.understudy.ablylocal.ScenariosTest#drops")
    void dropped(Library library, TransportEnd how) throws Exception {
      try (Actor agent = open(library);
          Actor watcher = watching(library.other())) {
        String connection = entered(agent);

        ably.faults().connection(connection).drop(how);

        await().atMost(JavaClient.PATIENCE).until(() -> ably.isConnected(connection));
        agent.update("room", "ada", "y");
        awaitSeen(watcher, "enter ada x", "update ada y");
      }
    }

    @ParameterizedTest
    @EnumSource
    void lostContinuity(Library library) throws Exception {
      try (Actor agent = open(library);
          Actor watcher = watching(library.other())) {
        entered(agent);

        ably.faults().loseContinuity("room");
        agent.update("room", "ada", "y");

        awaitSeen(watcher, "enter ada x", "update ada y");
        assertThat(watcher.members("room")).containsExactly("present ada y");
      }
    }

    @ParameterizedTest
    @EnumSource
    void silence(Library library) throws Exception {
      try (Actor agent = open(library);
          Actor watcher = watching(library.other())) {
        String connection = entered(agent);

        ably.faults().connection(connection).blackHole();
        ably.clock().advance(Duration.ofSeconds(25));
        assertThat(ably.isConnected(connection)).isFalse();
        ably.clock().advance(Duration.ofSeconds(15));

        awaitSeen(watcher, "enter ada x", "leave ada x");
      }
    }
  }

  static Stream<Arguments> drops() {
    return Stream.of(TransportEnd.values())
        .flatMap(how -> Stream.of(Library.values()).map(library -> Arguments.of(library, how)));
  }

  private Actor open(Library library) throws Exception {
    return library.open(ably, KEY, "", Map.of());
  }

  private Actor watching(Library library) throws Exception {
    Actor watcher = open(library);
    watcher.watch("room");
    return watcher;
  }

  /** Lets it enter; gives its connection. */
  private static String entered(Actor agent) throws Exception {
    agent.enter("room", "ada", "x");
    return agent.connectionId();
  }

  private static void awaitSeen(Actor watcher, String... events) {
    await()
        .atMost(JavaClient.PATIENCE)
        .untilAsserted(() -> assertThat(watcher.seen()).containsExactly(events));
  }
}
