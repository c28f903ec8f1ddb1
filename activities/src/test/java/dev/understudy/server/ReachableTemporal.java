package dev.understudy.server;

import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** The Temporal server that tests run against, at an address that other processes can reach. */
public final class ReachableTemporal implements AutoCloseable {
  private final String target;
  private final TestWorkflowEnvironment environment;
  private final TestServer.@Nullable PortBoundTestServer server;

  private ReachableTemporal(
      String target,
      TestWorkflowEnvironment environment,
      TestServer.@Nullable PortBoundTestServer server) {
    this.target = target;
    this.environment = environment;
    this.server = server;
  }

  public static ReachableTemporal start() throws IOException {
    @Nullable String real = System.getProperty("understudy.temporal");
    if (real != null) {
      return new ReachableTemporal(real, TemporalForTests.environment(), null);
    }
    int port = freePort();
    TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port);
    String target = "127.0.0.1:" + port;
    return new ReachableTemporal(target, TemporalForTests.environmentAt(target, "default"), server);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public String target() {
    return target;
  }

  /** To be closed by the caller. */
  public TestWorkflowEnvironment environment() {
    return environment;
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
