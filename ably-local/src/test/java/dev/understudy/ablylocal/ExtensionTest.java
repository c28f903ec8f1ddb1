package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.understudy.ablylocal.clients.JavaClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server as JUnit's extension, started and closed by JUnit itself. */
class ExtensionTest {
  @RegisterExtension
  static final AblyLocal ably = AblyLocal.builder().key("app.key:secret").build();

  private static final Set<Integer> PORTS = new HashSet<>();

  /** Clients of the servers of earlier tests. */
  private static final Deque<RawSocket> EARLIER = new ArrayDeque<>();

  @RegisterExtension
  final AblyLocal own = AblyLocal.builder().build();

  @RepeatedTest(2)
  void servesAllTestsOfAClassFromAStaticField() throws Exception {
    PORTS.add(ably.port());

    assertThat(PORTS).hasSize(1);
    assertListens(ably);
  }

  @RepeatedTest(2)
  void servesOneTestFromAnInstanceField() throws Exception {
    assertListens(own);
    assertEarlierAreCutOff();
    RawSocket client = RawSocket.upgrade(own, "");
    client.readUntil("connectionStateTtl");
    EARLIER.add(client);
  }

  @Nested
  class InANestedClass {
    @Test
    void servesItsTestsToo() throws Exception {
      PORTS.add(ably.port());

      assertThat(PORTS).hasSize(1);
      assertListens(ably);
    }
  }

  @Test
  void opensAClientByItsOptions() throws Exception {
    try (JavaClient client = JavaClient.open(ably.clientOptions()).connected()) {
      assertThat(client.ably().time()).isPositive();
    }
  }

  @Test
  void saysWhatIsMissingWhenItIsUsedTooEarly() {
    AblyLocal early = AblyLocal.builder().build();

    assertThatIllegalStateException()
        .isThrownBy(early::clientOptions)
        .withMessageContaining("@RegisterExtension")
        .withMessageContaining("start()");
    assertThat(early).asString().contains("not started");
    assertThatNoException().isThrownBy(early::close);
  }

  @AfterAll
  static void stillServesWhileTheClassEnds() throws Exception {
    assertListens(ably);
    assertEarlierAreCutOff();
  }

  private static void assertListens(AblyLocal server) throws Exception {
    try (RawSocket client = RawSocket.send(server, "GET /time", "Connection: close")) {
      assertThat(client.readAll()).startsWith("HTTP/1.1 200");
    }
  }

  private static void assertEarlierAreCutOff() throws Exception {
    while (!EARLIER.isEmpty()) {
      try (RawSocket client = EARLIER.remove()) {
        assertThatNoException().isThrownBy(client::readAll);
      }
    }
  }
}
