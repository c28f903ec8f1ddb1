package dev.understudy.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.cli.text.Fault;
import dev.understudy.cli.text.Words;
import dev.understudy.worker.WorkerHealth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers those who look at a worker from outside, over HTTP: {@code /metrics} for Prometheus, {@code /healthz} and
 * {@code /readyz} for whoever runs the process. Thread-safe; to be closed.
 */
final class Probes implements AutoCloseable {
  private static final int BACKLOG = 16;

  /** One that reads slowly keeps nobody else waiting. */
  private static final int THREADS = 4;

  /** For a request to come, in seconds, and for its answer to be read; the JDK's server waits for ever. */
  private static final Map<String, String> PATIENCE =
      Map.of("sun.net.httpserver.maxReqTime", "3", "sun.net.httpserver.maxRspTime", "10");

  private final HttpServer server;
  private final ExecutorService threads;

  private Probes(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** What a probe is answered. */
  private record Answer(int status, String type, String text) {
    private static final String PLAIN = "text/plain; charset=utf-8";

    static Answer plain(int status, String text) {
      return new Answer(status, PLAIN, text + "\n");
    }
  }

  /**
   * Listens.
   *
   * @param metrics as Prometheus reads them
   * @throws Fault if it cannot listen at {@code address}
   */
  static Probes listen(
      InetSocketAddress address, Supplier<String> metrics, Supplier<WorkerHealth> health) {
    HttpServer server = bound(address);
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
      Thread thread = new Thread(task, "understudy-probes-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    });
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, metrics, health));
    server.start();
    return new Probes(server, threads);
  }

  private static HttpServer bound(InetSocketAddress address) {
    // Read by the first server of a process, and its owner may have said otherwise.
    PATIENCE.forEach(System.getProperties()::putIfAbsent);
    try {
      return HttpServer.create(address, BACKLOG);
    } catch (IOException refused) {
      throw Fault.failure(
          "cannot listen at %s:%d for metrics: %s"
              .formatted(address.getHostString(), address.getPort(), refused.getMessage()),
          "choose another --metrics-port, or end what listens there",
          refused);
    }
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return server.getAddress();
  }

  private static void answer(
      HttpExchange exchange, Supplier<String> metrics, Supplier<WorkerHealth> health)
      throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      boolean isAsked = method.equals("GET") || method.equals("HEAD");
      Answer answer = isAsked
          ? answer(exchange.getRequestURI().getPath(), metrics, health)
          : Answer.plain(405, "only GET and HEAD are answered");
      send(exchange, answer, method.equals("HEAD"));
    }
  }

  private static Answer answer(
      String path, Supplier<String> metrics, Supplier<WorkerHealth> health) {
    return switch (path) {
      case "/metrics" -> new Answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
      case "/healthz" -> {
        WorkerHealth now = health.get();
        yield verdict(now.isLive(), "live", now);
      }
      case "/readyz" -> {
        WorkerHealth now = health.get();
        yield verdict(now.isReady(), "ready", now);
      }
      default -> Answer.plain(404, "there are /metrics, /healthz and /readyz");
    };
  }

  private static Answer verdict(boolean isGood, String word, WorkerHealth health) {
    return isGood
        ? Answer.plain(200, word)
        : Answer.plain(
            503, health.reasons().stream().map(Words::plain).collect(Collectors.joining("\n")));
  }

  private static void send(HttpExchange exchange, Answer answer, boolean isHead)
      throws IOException {
    byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(answer.status(), isHead ? -1 : body.length);
    if (!isHead) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Where an operator wants it to listen; empty if nowhere. */
  static Optional<InetSocketAddress> address(Optional<String> host, Optional<Integer> port) {
    if (port.isEmpty() && host.isPresent()) {
      throw Fault.usage("--metrics-host says where, but not the port", "add --metrics-port 9464");
    }
    return port.map(number -> address(host.orElse("127.0.0.1"), number));
  }

  private static InetSocketAddress address(String host, int port) {
    if (port < 0 || port > 65_535) {
      throw Fault.usage(
          "--metrics-port must be from 0 to 65535 but was " + port, "try --metrics-port 9464");
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw Fault.usage(
          "--metrics-host %s is no host that is known here".formatted(host),
          "name an address of this machine, or 0.0.0.0 for all of them");
    }
    return address;
  }
}
