package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LineTest {
  private ServerSocket server;
  private Line line;
  private Socket client;
  private Socket accepted;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    line = new Line("127.0.0.1", server.getLocalPort());
    client = new Socket(InetAddress.getLoopbackAddress(), line.port());
    accepted = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    line.close();
    client.close();
    accepted.close();
    server.close();
  }

  @Test
  void carriesBothWays() throws IOException {
    client.getOutputStream().write(1);
    accepted.getOutputStream().write(2);

    assertThat(accepted.getInputStream().read()).isEqualTo(1);
    assertThat(client.getInputStream().read()).isEqualTo(2);
  }

  @Test
  void resetsWhatIsConnectedAndWhatConnects() throws IOException {
    line.reset();

    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    try (Socket another = new Socket(InetAddress.getLoopbackAddress(), line.port())) {
      assertThatThrownBy(() -> another.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void keepsSilentUntilItIsMendedAndLosesNothing() throws IOException {
    line.silence();
    client.getOutputStream().write(1);
    accepted.setSoTimeout(200);
    assertThatThrownBy(() -> accepted.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);

    line.mend();
    accepted.setSoTimeout(10_000);
    assertThat(accepted.getInputStream().read()).isEqualTo(1);
  }
}
