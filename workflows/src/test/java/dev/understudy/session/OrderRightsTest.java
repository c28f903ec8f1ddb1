package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.presence.AgentName;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.User;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderRightsTest {
  private static People people(Stream<String> clientIds) {
    return new People(clientIds.map(id -> new User(id, 1, Optional.empty())).toList());
  }

  private static OrderRights.Attended attended(String agent, People people) {
    return new OrderRights.Attended(new SessionName("room:42"), new AgentName(agent), people);
  }

  @Test
  void areInASessionIfAnyAgentOfTheTaskSeesThemThere() {
    OrderRights callers = new OrderRights(
        List.of(attended("reader", People.NOBODY), attended("lead", people(Stream.of("alice")))));

    assertThatCode(() -> callers.require("alice", "room:42")).doesNotThrowAnyException();
  }

  @Test
  void areToldOfAFewOfManyWhoAreThere() {
    Stream<String> crowd = IntStream.range(0, 5000).mapToObj(number -> "user-" + number);
    OrderRights callers = new OrderRights(List.of(attended("lead", people(crowd))));

    assertThatThrownBy(() -> callers.require("alice", "room:42"))
        .hasMessageContaining("user-8, user-9 and 4990 more: leave \"session\" out");
  }

  @Test
  void areToldOfALongSessionInShort() {
    OrderRights callers = new OrderRights(List.of(attended("lead", People.NOBODY)));

    assertThatThrownBy(() -> callers.require("alice", "x".repeat(199) + "🙂".repeat(100_000)))
        .hasMessageContaining("the session \"%s…\", but in room:42".formatted("x".repeat(199)));
  }
}
