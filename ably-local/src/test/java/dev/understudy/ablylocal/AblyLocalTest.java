package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.ablylocal.clients.JavaClient;
import io.ably.lib.realtime.ConnectionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("Counts the threads of the JVM.")
class AblyLocalTest {

  @Test
  void listensOnAFreeLoopbackPortWithItsOwnKey() {
    try (AblyLocal first = AblyLocal.start();
        AblyLocal second = AblyLocal.start()) {
      assertThat(first.host()).isEqualTo("127.0.0.1");
      assertThat(first.port()).isPositive().isNotEqualTo(second.port());
      assertThat(first.key()).matches("[\\w-]+\\.[\\w-]+:\\S+").isNotEqualTo(second.key());
      assertThat(first).asString().doesNotContain(first.key());
    }
  }

  @Test
  void keepsApartFromOthersInTheSameJvm() throws Exception {
    try (AblyLocal one = AblyLocal.start();
        AblyLocal other = AblyLocal.start();
        JavaClient atOne = JavaClient.open(one, true);
        JavaClient atOther = JavaClient.open(other, true)) {
      atOne.enter("room", "ada", "x");

      assertThat(atOther.members("room")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "[::1]"})
  void servesOnAnAddressOfIpv6(String host) throws Exception {
    assumeTrue(hasIpv6(), "this machine has no loopback address of IPv6");
    try (AblyLocal server = AblyLocal.builder().host(host).start();
        JavaClient client = JavaClient.open(server.clientOptions()).connected()) {
      assertThat(server.host()).isEqualTo("::1");
      assertThat(client.ably().time()).isPositive();
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    try (AblyLocal taken = AblyLocal.start()) {
      assertThatThrownBy(() -> AblyLocal.builder().port(taken.port()).start())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("port " + taken.port() + " on 127.0.0.1 is in use")
          .hasCauseInstanceOf(BindException.class);
    }
  }

  @Test
  void refusesSettingsThatCannotBe() {
    AblyLocalBuilder builder = AblyLocal.builder();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.port(65_536))
        .withMessageContaining("65536");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.port(-1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.host(" "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.key("secret"))
        .withMessageNotContaining("secret ");
  }

  @Test
  void refusesASecondKeyOfTheSameName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            AblyLocal.builder().key("app.key:secret").addKey("app.key:other", "{\"*\":[\"*\"]}"))
        .withMessageContaining("app.key")
        .withMessageNotContaining("other");
  }

  @Test
  void refusesToWaitForFramesOfNobody() {
    try (AblyLocal server = AblyLocal.start()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> server.frames("typo"))
          .withMessageContaining("typo");
    }
  }

  @Test
  void cutsItsClientsOffOnClose() throws Exception {
    AblyLocal server = AblyLocal.start();
    try (JavaClient client = JavaClient.open(server, true).connected()) {
      server.close();
      server.close();

      client.awaitState(ConnectionState.disconnected);
    }
  }

  @Test
  void letsInWhoHasALongToken() throws Exception {
    try (AblyLocal server = AblyLocal.start();
        RawSocket client = RawSocket.upgrade(server, "&accessToken=" + "x".repeat(50_000))) {
      assertThat(client.readUntil("connectionStateTtl")).startsWith("HTTP/1.1 101");
    }
  }

  @Test
  void hasNoThreadForAConnection() throws Exception {
    List<RawSocket> clients = new ArrayList<>();
    try (AblyLocal server = AblyLocal.start()) {
      clients.add(connected(server));
      long before = serverThreads();

      for (int number = 0; number < 300; number++) {
        clients.add(connected(server));
      }

      assertThat(serverThreads()).isLessThanOrEqualTo(before);
    } finally {
      for (RawSocket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void tellsTheTime() throws Exception {
    try (AblyLocal server = AblyLocal.start();
        JavaClient binary = JavaClient.open(server, true);
        JavaClient text = JavaClient.open(server, false)) {
      long before = System.currentTimeMillis();

      assertThat(binary.ably().time()).isBetween(before, before + 60_000);
      assertThat(text.ably().time()).isBetween(before, before + 60_000);
    }
  }

  @Test
  void knowsNoOtherPaths() throws Exception {
    try (AblyLocal server = AblyLocal.start();
        RawSocket client = RawSocket.send(server, "GET /elsewhere", "Connection: close")) {
      assertThat(client.readAll())
          .startsWith("HTTP/1.1 404")
          .contains("X-Ably-Errorcode: 40400")
          .contains("\"code\":40400");
    }
  }

  @Test
  void tellsTheTimeToWhoeverAsksForTheHeadersAlone() throws Exception {
    try (AblyLocal server = AblyLocal.start();
        RawSocket client = RawSocket.send(server, "HEAD /time", "Connection: close")) {
      assertThat(client.readAll())
          .startsWith("HTTP/1.1 200")
          .doesNotContain("[")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void answersWhatIsTooLongToBeRead() throws Exception {
    String tooLong = "x".repeat(132_000);
    try (AblyLocal server = AblyLocal.start();
        RawSocket url = RawSocket.send(server, "GET /time?x=" + tooLong);
        RawSocket headers = RawSocket.send(server, "GET /time", "X-Long: " + tooLong)) {
      assertThat(url.readUntil("}}")).containsPattern("^HTTP/1.. 414 ").contains("\"code\":40000");
      assertThat(headers.readUntil("}}"))
          .containsPattern("^HTTP/1.. 431 ")
          .contains("\"code\":40000");
    }
  }

  @Test
  void answersAUrlThatCannotBeRead() throws Exception {
    try (AblyLocal server = AblyLocal.start();
        RawSocket client = RawSocket.send(server, "GET /time?x=%zz", "Connection: close")) {
      assertThat(client.readAll()).startsWith("HTTP/1.1 400").contains("\"code\":40000");
    }
  }

  private static boolean hasIpv6() {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(loopback))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static RawSocket connected(AblyLocal server) throws Exception {
    RawSocket client = RawSocket.upgrade(server, "");
    client.readUntil("connectionStateTtl");
    return client;
  }

  private static long serverThreads() {
    return threads().stream()
        .filter(thread -> thread.getName().startsWith("vert.x"))
        .count();
  }

  private static Set<Thread> threads() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }
}
