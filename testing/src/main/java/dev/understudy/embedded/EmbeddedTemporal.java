package dev.understudy.embedded;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.client.WorkflowClient;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Temporal's test server in real time, reachable from this machine only. Keeps its state in memory. For
 * development and tests.
 *
 * <p>Built from the parts of {@code io.temporal.testserver.TestServer}, because that one listens on
 * every interface of the machine, without asking anybody who they are, and loses workflows whose worker
 * dies or whose cancellations are late.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedTemporal implements AutoCloseable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private final TestServicesStarter services;
  private final Server server;
  private final WorkflowServiceStubs stubs;

  private EmbeddedTemporal(int port) throws IOException {
    this.services = new TestServicesStarter(true, 0);
    this.server = listen(port);
    this.stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
        .setTarget(host() + ":" + port())
        .build());
  }

  /**
   * A running server on the loopback interface, on any free port.
   *
   * @throws UncheckedIOException if no port can be listened on
   */
  public static EmbeddedTemporal start() {
    try {
      return start(0);
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free for the embedded Temporal", e);
    }
  }

  /**
   * A running server on the loopback interface.
   *
   * @param port where to listen; 0 for any free port
   * @throws IOException if the port cannot be listened on
   */
  public static EmbeddedTemporal start(int port) throws IOException {
    return new EmbeddedTemporal(port);
  }

  private Server listen(int port) throws IOException {
    NettyServerBuilder builder = NettyServerBuilder.forAddress(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    builder.intercept(LateCancellations.onServer(() -> stubs.getRawChannel()));
    builder.intercept(new StickyExecution());
    try {
      return builder.build().start();
    } catch (IOException e) {
      services.close();
      throw e;
    }
  }

  /** The interface it listens on, as an address. */
  public String host() {
    return InetAddress.getLoopbackAddress().getHostAddress();
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** A client of its namespace {@code default}, which ends with it. */
  public WorkflowClient client() {
    return WorkflowClient.newInstance(stubs);
  }

  /** Stops at once; what it held is gone. */
  @Override
  public void close() {
    stubs.shutdownNow();
    server.shutdownNow();
    try {
      // Calls that are broken off look once more for what the services are made of.
      server.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      services.close();
    }
  }
}
